//! Database values.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;

use super::SqlType;

/// A database value, borrowed from its row where possible.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// NULL in a column of this type.
    Null(SqlType),
    /// True or false.
    Bool(bool),
    /// A signed integer of 16 bits, also used for `i8`.
    I16(i16),
    /// A signed integer of 32 bits, also used for `u16`.
    I32(i32),
    /// A signed integer of 64 bits, also used for `u32`.
    I64(i64),
    /// An unsigned integer of 8 bits.
    U8(u8),
    /// A finite number of 32 bits.
    F32(f32),
    /// A finite number of 64 bits.
    F64(f64),
    /// Text, JSON and enums.
    Text(Cow<'a, str>),
    /// Bytes of fixed or variable length.
    Bytes(Cow<'a, [u8]>),
    /// A UUID, with its bytes in the order of the hexadecimal digits.
    Uuid([u8; 16]),
    /// Microseconds since 1970-01-01T00:00:00Z.
    Timestamp(i64),
    /// An instant with the offset of its local time.
    OffsetTimestamp {
        /// Microseconds since 1970-01-01T00:00:00Z.
        micros: i64,
        /// The offset of the local time from UTC, in minutes.
        offset: i16,
    },
    /// Microseconds since 1970-01-01T00:00:00, without a time zone.
    DateTime(i64),
    /// Days since 1970-01-01.
    Date(i32),
    /// Microseconds since midnight.
    Time(i64),
    /// `digits` divided by 10^`scale`.
    Decimal {
        /// The number without the decimal point.
        digits: i128,
        /// The precision of the column; 0 while the value is not bound to a column.
        precision: u8,
        /// The number of digits after the decimal point.
        scale: u8,
    },
}

impl Value<'_> {
    /// Returns whether the value is NULL.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null(_))
    }

    /// Returns the same value without borrowed data.
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
            Self::OffsetTimestamp { micros, offset } => Value::OffsetTimestamp { micros, offset },
            Self::DateTime(value) => Value::DateTime(value),
            Self::Date(value) => Value::Date(value),
            Self::Time(value) => Value::Time(value),
            Self::Decimal { digits, precision, scale } => Value::Decimal { digits, precision, scale },
        }
    }

    /// Returns the kind of value for error messages, never the value itself.
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
            Self::OffsetTimestamp { .. } => "a timestamp with an offset",
            Self::DateTime(_) => "a date and time",
            Self::Date(_) => "a date",
            Self::Time(_) => "a time",
            Self::Decimal { .. } => "a decimal",
        }
    }

    /// Compares two values of one column as both engines sort them: NULL first, text by code point.
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
            (Self::OffsetTimestamp { micros: a, .. }, Self::OffsetTimestamp { micros: b, .. }) => a.cmp(b),
            (Self::DateTime(a), Self::DateTime(b)) => a.cmp(b),
            (Self::Date(a), Self::Date(b)) => a.cmp(b),
            (Self::Time(a), Self::Time(b)) => a.cmp(b),
            // All values of a column have the same scale.
            (Self::Decimal { digits: a, .. }, Self::Decimal { digits: b, .. }) => a.cmp(b),
            _ => Ordering::Equal,
        }
    }
}

/// Shows only the kind of value: a row may contain secrets, and debug output ends up in logs.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.describe())
    }
}

/// The error for a value that cannot be written, or that does not have the type it was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueError {
    message: Cow<'static, str>,
    too_long: bool,
}

impl ValueError {
    /// Creates an error with this message.
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self { message: message.into(), too_long: false }
    }

    /// Creates an error for a value that is longer than its column.
    pub fn too_long(message: impl Into<Cow<'static, str>>) -> Self {
        Self { message: message.into(), too_long: true }
    }

    /// Creates an error for a value of an unexpected kind.
    #[cold]
    pub fn unexpected(wanted: &str, found: &Value<'_>) -> Self {
        Self::new(format!("expected {wanted}, found {}", found.describe()))
    }

    /// Returns whether the value has the right kind but is too long.
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
