//! The column types, the same for both engines.

use super::rules;

/// The type of a column, with its representation on each engine.
///
/// | type | SQL Server | SQLite (`STRICT`) |
/// |---|---|---|
/// | `Bool` | `BIT` | `INTEGER`, 0 or 1 |
/// | `I8` | `SMALLINT`, range checked | `INTEGER`, range checked |
/// | `I16` `I32` `I64` | `SMALLINT` `INT` `BIGINT` | `INTEGER`, range checked |
/// | `U8` `U16` `U32` | `TINYINT` `INT` `BIGINT`, range checked | `INTEGER`, range checked |
/// | `U64` | `DECIMAL(20, 0)`, range checked | sortable `TEXT` of a `0` and 20 digits, range checked |
/// | `F32` `F64` | `REAL` `FLOAT` | `REAL` |
/// | `Text` | `NVARCHAR(n)` or `NVARCHAR(MAX)`, BIN2 collation | `TEXT COLLATE RTRIM` |
/// | `Bytes` | `VARBINARY(n)` or `VARBINARY(MAX)` | `BLOB` |
/// | `FixedBytes` | `BINARY(n)` | `BLOB`, length checked |
/// | `Uuid` | `UNIQUEIDENTIFIER` | `TEXT`, 36 lower-case characters |
/// | `Timestamp` | `DATETIME2(7)`, UTC, microseconds | `TEXT` `YYYY-MM-DDTHH:MM:SS.ffffffZ` |
/// | `OffsetTimestamp` | `DATETIMEOFFSET(7)`, microseconds | `TEXT` `YYYY-MM-DDTHH:MM:SS.ffffffZ+HH:MM`: the instant in UTC, then the offset |
/// | `DateTime` | `DATETIME2(7)`, microseconds | `TEXT` `YYYY-MM-DDTHH:MM:SS.ffffff` |
/// | `Date` | `DATE` | `TEXT` `YYYY-MM-DD` |
/// | `Time` | `TIME(7)`, microseconds | `TEXT` `HH:MM:SS.ffffff` |
/// | `Decimal` | `DECIMAL(p, s)` | up to 18 digits `INTEGER` scaled by 10^s, else sortable `TEXT` |
/// | `Json` | `NVARCHAR(MAX)`, `ISJSON` checked | `TEXT`, `json_valid` checked |
/// | `Enum` | `NVARCHAR(n)`, checked against its variants | `TEXT`, checked against its variants |
/// | `IntEnum` | that of its integers, checked against its variants | `INTEGER`, checked against its variants |
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum SqlType {
    /// True or false.
    Bool,
    /// A signed integer of 8 bits.
    I8,
    /// A signed integer of 16 bits.
    I16,
    /// A signed integer of 32 bits.
    I32,
    /// A signed integer of 64 bits.
    I64,
    /// An unsigned integer of 8 bits.
    U8,
    /// An unsigned integer of 16 bits.
    U16,
    /// An unsigned integer of 32 bits.
    U32,
    /// An unsigned integer of 64 bits, for which no engine has an integer type.
    U64,
    /// A finite IEEE 754 number of 32 bits.
    F32,
    /// A finite IEEE 754 number of 64 bits.
    F64,
    /// Text with a maximum length in UTF-16 code units, or of any length.
    Text(Option<u32>),
    /// Bytes with a maximum length, or of any length.
    Bytes(Option<u32>),
    /// Bytes of exactly this length.
    FixedBytes(u32),
    /// A UUID.
    Uuid,
    /// An instant in UTC with microseconds, in the years 1 to 9999.
    Timestamp,
    /// An instant with the offset of its local time from UTC, with microseconds. Values are compared by the instant.
    OffsetTimestamp,
    /// A date and a time of day without a time zone, with microseconds, in the years 1 to 9999.
    DateTime,
    /// A date of the proleptic Gregorian calendar, in the years 1 to 9999.
    Date,
    /// A time of day with microseconds.
    Time,
    /// A decimal number.
    Decimal {
        /// The total number of digits, 1 to 28; 0 while no column has set it.
        precision: u8,
        /// The number of digits after the decimal point, at most `precision`.
        scale: u8,
    },
    /// A JSON value (RFC 8259).
    Json,
    /// One of a fixed set of strings.
    Enum {
        /// The strings, in the order of the enum's variants.
        variants: &'static [&'static str],
        /// The width of the column in UTF-16 code units.
        len: u32,
    },
    /// One of a fixed set of integers.
    IntEnum {
        /// The integers, in the order of the enum's variants.
        variants: &'static [i64],
        /// The type of the integers.
        repr: IntType,
    },
    /// A type that only its `Field` implementation knows. It occurs in the derive, never in a compiled program.
    Deferred,
}

/// A type of integers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum IntType {
    /// `i8`.
    I8,
    /// `i16`.
    I16,
    /// `i32`.
    I32,
    /// `i64`.
    I64,
    /// `u8`.
    U8,
    /// `u16`.
    U16,
    /// `u32`.
    U32,
}

impl IntType {
    /// Returns the column type.
    pub const fn column(self) -> SqlType {
        match self {
            Self::I8 => SqlType::I8,
            Self::I16 => SqlType::I16,
            Self::I32 => SqlType::I32,
            Self::I64 => SqlType::I64,
            Self::U8 => SqlType::U8,
            Self::U16 => SqlType::U16,
            Self::U32 => SqlType::U32,
        }
    }
}

/// The maximum precision of a decimal column: the number of digits that always fit in 96 bits.
pub const MAX_PRECISION: u8 = 28;

/// The maximum offset of a timestamp from UTC, in minutes
/// (<https://learn.microsoft.com/sql/t-sql/data-types/datetimeoffset-transact-sql>).
pub const MAX_OFFSET: u16 = 14 * 60;

/// The number of digits of the largest integer of 64 bits without a sign.
const U64_DIGITS: u8 = 20;

/// The maximum precision that SQLite stores as a scaled 64-bit integer.
pub const MAX_SCALED_PRECISION: u8 = 18;

/// Calls a macro with the list of column kinds: the variants of [`SqlType`], each with the type of the standard library that the
/// derive recognizes for it by name.
macro_rules! column_kinds {
    ($with:ident) => {
        $with! {
            Bool: bool;
            I8: i8;
            I16: i16;
            I32: i32;
            I64: i64;
            U8: u8;
            U16: u16;
            U32: u32;
            U64: u64;
            F32: f32;
            F64: f64;
            Text: String;
            Bytes: Vec<u8>;
            FixedBytes:;
            Uuid:;
            Timestamp:;
            OffsetTimestamp:;
            DateTime:;
            Date:;
            Time:;
            Decimal:;
            Json:;
            Enum:;
            IntEnum:;
            Deferred:;
        }
    };
}
pub(crate) use column_kinds;

impl SqlType {
    /// Returns the type with a column's `len`.
    ///
    /// # Panics
    ///
    /// When the type has no length, which is a compile error in a `const`.
    #[expect(clippy::panic, reason = "a panic in a const is a compile error, which is intended")]
    pub const fn with_len(self, len: u32) -> Self {
        match self {
            Self::Text(_) => Self::Text(Some(len)),
            Self::Bytes(_) => Self::Bytes(Some(len)),
            Self::Enum { variants, len: longest } => {
                assert!(len >= longest, "`len` is less than the longest variant of the enum: raise it");
                Self::Enum { variants, len }
            }
            Self::Deferred => Self::Deferred,
            _ => panic!("`len` requires a column of text, bytes or an enum: remove it"),
        }
    }

    /// Returns the type with a column's `precision` and `scale`.
    ///
    /// # Panics
    ///
    /// When the type is not a decimal, which is a compile error in a `const`.
    #[expect(clippy::panic, reason = "a panic in a const is a compile error, which is intended")]
    pub const fn with_precision(self, precision: u8, scale: u8) -> Self {
        match self {
            Self::Decimal { .. } => {
                if let Err(reason) = rules::precision(precision as u32) {
                    panic!("{}", reason);
                }
                if let Err(reason) = rules::scale(scale as u32, precision as u32) {
                    panic!("{}", reason);
                }
                Self::Decimal { precision, scale }
            }
            Self::Deferred => Self::Deferred,
            _ => panic!("`precision` and `scale` require a decimal column: remove them"),
        }
    }

    /// Returns whether both types have the same kind, regardless of their lengths.
    pub const fn same_kind(self, other: Self) -> bool {
        self.kind() == other.kind()
    }

    /// Returns a number per kind. The compiler compares numbers faster than enums, and it compares once per column.
    const fn kind(self) -> u8 {
        macro_rules! number {
            ($($kind:ident: $($rust:ty)?;)*) => {{
                enum Kind {
                    $($kind),*
                }
                match self {
                    $(Self::$kind { .. } => Kind::$kind as u8),*
                }
            }};
        }
        column_kinds!(number)
    }

    /// Returns the maximum size in bytes of a key column of this type on SQL Server; `None` if unbounded.
    ///
    /// Source: "Maximum capacity specifications for SQL Server", bytes per index key.
    pub const fn key_bytes(self) -> Option<u32> {
        Some(match self {
            Self::Bool | Self::U8 => 1,
            Self::I8 | Self::I16 => 2,
            Self::I32 | Self::U16 | Self::F32 => 4,
            Self::I64 | Self::U32 | Self::F64 | Self::Timestamp | Self::DateTime => 8,
            Self::OffsetTimestamp => 10,
            Self::IntEnum { .. } | Self::U64 => return self.stored().key_bytes(),
            Self::Text(Some(len)) | Self::Enum { len, .. } => match len.checked_mul(2) {
                Some(bytes) => bytes,
                None => return None,
            },
            Self::Bytes(Some(len)) | Self::FixedBytes(len) => len,
            Self::Uuid => 16,
            Self::Date => 3,
            Self::Time => 5,
            Self::Decimal { precision, .. } => match precision {
                0..=9 => 5,
                10..=19 => 9,
                _ => 13,
            },
            Self::Text(None) | Self::Bytes(None) | Self::Json | Self::Deferred => return None,
        })
    }

    /// Returns whether both engines sort values of this type in the same order.
    ///
    /// SQL Server sorts a `uniqueidentifier` by its last six bytes first; JSON and `bool` have no order.
    pub const fn is_ordered(self) -> bool {
        !matches!(self, Self::Uuid | Self::Json | Self::Bool)
    }

    /// Returns the type of the sum of values of this type: 64 bits for integers, and for decimals the most digits that SQLite adds.
    pub const fn sum(self) -> Self {
        match self {
            Self::Decimal { scale, .. } => Self::Decimal { precision: MAX_SCALED_PRECISION, scale },
            _ => Self::I64,
        }
    }

    /// Returns whether the values are bytes.
    pub const fn is_bytes(self) -> bool {
        matches!(self, Self::Bytes(_) | Self::FixedBytes(_))
    }

    /// Returns whether a column of this type can be compared with the elements of a JSON array.
    pub const fn fits_in_list(self) -> bool {
        matches!(self, Self::Text(_) | Self::Enum { .. } | Self::IntEnum { .. } | Self::Uuid | Self::Bool)
            || self.int_range().is_some()
    }

    /// Returns whether `+`, `-` and `*` have the same result for this type on both engines.
    pub const fn is_arithmetic(self) -> bool {
        matches!(
            self,
            Self::I8
                | Self::I16
                | Self::I32
                | Self::I64
                | Self::U8
                | Self::U16
                | Self::U32
                | Self::F32
                | Self::F64
        )
    }

    /// Returns the type with which an integer type is stored: of an enum, the type of its integers.
    #[inline]
    pub const fn stored(self) -> Self {
        match self {
            Self::IntEnum { repr, .. } => repr.column(),
            Self::U64 => Self::Decimal { precision: U64_DIGITS, scale: 0 },
            other => other,
        }
    }

    /// Returns the smallest and the largest value of an integer type; `None` for other types.
    pub const fn int_range(self) -> Option<(i64, i64)> {
        Some(match self {
            Self::I8 => (i8::MIN as i64, i8::MAX as i64),
            Self::I16 => (i16::MIN as i64, i16::MAX as i64),
            Self::I32 => (i32::MIN as i64, i32::MAX as i64),
            Self::I64 => (i64::MIN, i64::MAX),
            Self::U8 => (0, u8::MAX as i64),
            Self::U16 => (0, u16::MAX as i64),
            Self::U32 => (0, u32::MAX as i64),
            _ => return None,
        })
    }
}
