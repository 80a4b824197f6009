//! Values of parameters and columns.

/// A value, without the properties of its [`Type`](crate::Type), such as the width of a number or the scale of a time.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// NULL.
    Null,
    /// A `bit`.
    Bit(bool),
    /// A `tinyint`, `smallint`, `int` or `bigint`.
    Int(i64),
    /// A `real` or `float`.
    Float(f64),
    /// A `decimal` or `numeric`: the digits without the decimal point.
    Decimal(i128),
    /// An `nvarchar`.
    Text(String),
    /// A `varbinary`.
    Binary(Vec<u8>),
    /// A `uniqueidentifier` in the byte order of RFC 9562; on the wire, the first three groups are little-endian.
    Uuid([u8; 16]),
    /// A `date`: days since 0001-01-01.
    Date(u32),
    /// A `time`: units of 10^-scale seconds since midnight.
    Time(u64),
    /// A `datetime2`: days as in a date, units as in a time.
    DateTime2(u32, u64),
    /// A `datetimeoffset`: days and units in UTC, then the offset in minutes.
    DateTimeOffset(u32, u64, i16),
}

impl Value {
    /// Returns whether the value is NULL.
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

/// Creates a row; converts each value by [`Value::from`](crate::Value).
#[macro_export]
macro_rules! row {
    ($($value:expr),* $(,)?) => {
        vec![$($crate::Value::from($value)),*]
    };
}
