//! Values on their way to and from a database.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use crate::sql_type::SqlType;

/// One value in the form that every driver understands, borrowed from its row where that is possible.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// No value of this type.
    Null(SqlType),
    /// True or false.
    Bool(bool),
    /// A signed integer of 16 bits.
    I16(i16),
    /// A signed integer of 32 bits; `u16` travels in it.
    I32(i32),
    /// A signed integer of 64 bits; `u32` travels in it.
    I64(i64),
    /// An unsigned integer of 8 bits.
    U8(u8),
    /// A finite number of 32 bits.
    F32(f32),
    /// A finite number of 64 bits.
    F64(f64),
    /// Text, JSON and enums.
    Text(Cow<'a, str>),
    /// Bytes of fixed and of variable length.
    Bytes(Cow<'a, [u8]>),
    /// A UUID in the order of its text.
    Uuid([u8; 16]),
    /// Microseconds since 1970-01-01T00:00:00Z.
    Timestamp(i64),
    /// Days since 1970-01-01.
    Date(i32),
    /// Microseconds since midnight.
    Time(i64),
    /// `digits` divided by 10^`scale`.
    Decimal {
        /// The number without its point.
        digits: i128,
        /// The digits of its column, on which its form depends; 0 while it is not bound to one.
        precision: u8,
        /// The digits behind the point.
        scale: u8,
    },
}

impl Value<'_> {
    /// Whether it is NULL.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null(_))
    }

    /// The same value, owning what it borrowed.
    pub fn into_owned(self) -> Value<'static> {
        match self {
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Self::Bytes(bytes) => Value::Bytes(Cow::Owned(bytes.into_owned())),
            Self::Null(ty) => Value::Null(ty),
            Self::Bool(value) => Value::Bool(value),
            Self::I16(value) => Value::I16(value),
            Self::I32(value) => Value::I32(value),
            Self::I64(value) => Value::I64(value),
            Self::U8(value) => Value::U8(value),
            Self::F32(value) => Value::F32(value),
            Self::F64(value) => Value::F64(value),
            Self::Uuid(value) => Value::Uuid(value),
            Self::Timestamp(value) => Value::Timestamp(value),
            Self::Date(value) => Value::Date(value),
            Self::Time(value) => Value::Time(value),
            Self::Decimal { digits, precision, scale } => Value::Decimal { digits, precision, scale },
        }
    }

    /// What the value is, for messages; never the value itself.
    pub const fn describe(&self) -> &'static str {
        match self {
            Self::Null(_) => "NULL",
            Self::Bool(_) => "a bool",
            Self::I16(_) | Self::I32(_) | Self::I64(_) | Self::U8(_) => "an integer",
            Self::F32(_) | Self::F64(_) => "a floating-point number",
            Self::Text(_) => "text",
            Self::Bytes(_) => "bytes",
            Self::Uuid(_) => "a UUID",
            Self::Timestamp(_) => "a timestamp",
            Self::Date(_) => "a date",
            Self::Time(_) => "a time",
            Self::Decimal { .. } => "a decimal",
        }
    }

    /// The order in which both engines sort values of one column: NULL first, text by code point.
    pub fn sql_cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Null(_), Self::Null(_)) => Ordering::Equal,
            (Self::Null(_), _) => Ordering::Less,
            (_, Self::Null(_)) => Ordering::Greater,
            (Self::Bool(a), Self::Bool(b)) => a.cmp(b),
            (Self::I16(a), Self::I16(b)) => a.cmp(b),
            (Self::I32(a), Self::I32(b)) => a.cmp(b),
            (Self::I64(a), Self::I64(b)) => a.cmp(b),
            (Self::U8(a), Self::U8(b)) => a.cmp(b),
            (Self::F32(a), Self::F32(b)) => a.total_cmp(b),
            (Self::F64(a), Self::F64(b)) => a.total_cmp(b),
            (Self::Text(a), Self::Text(b)) => a.trim_end_matches(' ').cmp(b.trim_end_matches(' ')),
            (Self::Bytes(a), Self::Bytes(b)) => a.cmp(b),
            (Self::Uuid(a), Self::Uuid(b)) => a.cmp(b),
            (Self::Timestamp(a), Self::Timestamp(b)) => a.cmp(b),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Time(a), Self::Time(b)) => a.cmp(b),
            // Values of one column have one scale.
            (Self::Decimal { digits: a, .. }, Self::Decimal { digits: b, .. }) => a.cmp(b),
            _ => Ordering::Equal,
        }
    }
}

/// Shows the kind of the value only: a row may hold secrets, and debug output ends up in logs.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.describe())
    }
}

/// Why a value cannot be written, or what was read is not a value of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    message: Cow<'static, str>,
    too_long: bool,
}

impl ValueError {
    /// A value that cannot be, for this reason.
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self { message: message.into(), too_long: false }
    }

    /// A value that is longer than its column.
    pub fn too_long(message: impl Into<Cow<'static, str>>) -> Self {
        Self { message: message.into(), too_long: true }
    }

    /// What was read is of another kind than what was asked for.
    pub fn unexpected(wanted: &str, found: &Value<'_>) -> Self {
        Self::new(format!("expected {wanted}, found {}", found.describe()))
    }

    /// Whether the value is one of the right kind, but too long.
    pub const fn is_too_long(&self) -> bool {
        self.too_long
    }
}

impl fmt::Display for ValueError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ValueError {}
