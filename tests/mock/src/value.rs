//! Values of parameters and columns.

/// A value, without what its [`Type`](crate::Type) says: the width of a number, the scale of a decimal or a time.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// NULL.
    Null,
    /// Of `bit`.
    Bit(bool),
    /// Of `tinyint`, `smallint`, `int` and `bigint`.
    Int(i64),
    /// Of `real` and `float`.
    Float(f64),
    /// Of `decimal` and `numeric`: the digits without the point.
    Decimal(i128),
    /// Of `nvarchar`.
    Text(String),
    /// Of `varbinary`.
    Binary(Vec<u8>),
    /// Of `uniqueidentifier`, in the order of RFC 9562; on the wire, the first three groups are little-endian.
    Uuid([u8; 16]),
    /// Of `date`: days since 0001-01-01.
    Date(u32),
    /// Of `time`: steps of 10^-scale seconds since midnight.
    Time(u64),
    /// Of `datetime2`: days as of a date, steps as of a time.
    DateTime2(u32, u64),
    /// Of `datetimeoffset`: days and steps in UTC, then the offset in minutes.
    DateTimeOffset(u32, u64, i16),
}

impl Value {
    /// Whether it is NULL.
    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }
}

macro_rules! from {
    ($($ty:ty => $variant:ident),* $(,)?) => {$(
        impl From<$ty> for Value {
            fn from(value: $ty) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

from! {
    bool => Bit,
    u8 => Int,
    i16 => Int,
    i32 => Int,
    i64 => Int,
    f32 => Float,
    f64 => Float,
    &str => Text,
    String => Text,
    Vec<u8> => Binary,
    &[u8] => Binary,
    [u8; 16] => Uuid,
}

impl<V: Into<Value>> From<Option<V>> for Value {
    fn from(value: Option<V>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// A row: each value by [`Value::from`](crate::Value).
#[macro_export]
macro_rules! row {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::Value::from($value)),*]
    };
}
