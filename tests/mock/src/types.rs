//! Types of parameters and columns.

use bytes::{Buf, BufMut, BytesMut};

/// The raw collation of `SQL_Latin1_General_CP1_CI_AS` (MS-TDS 2.2.5.1.2).
pub(crate) const COLLATION: [u8; 5] = [0x09, 0x04, 0xD0, 0x00, 0x34];

/// The limit in `TYPE_INFO` that means `max`, whose values are partially length-prefixed (MS-TDS 2.2.5.4.3).
const MAX: u16 = 0xFFFF;

/// A SQL Server type of a parameter or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// The type NULL, 0x1F.
    Null,
    /// `bit`.
    Bit,
    /// `tinyint`, which is unsigned.
    TinyInt,
    /// `smallint`.
    SmallInt,
    /// `int`.
    Int,
    /// `bigint`.
    BigInt,
    /// `real`.
    Real,
    /// `float`, of 53 bits.
    Float,
    /// `decimal` with precision and scale.
    Decimal(u8, u8),
    /// `numeric` with precision and scale, which differs from `decimal` only on the wire.
    Numeric(u8, u8),
    /// `nvarchar` with a maximum number of UTF-16 units, at most 4000.
    NVarChar(u16),
    /// `nvarchar(max)`.
    NVarCharMax,
    /// `varbinary` with a maximum number of bytes, at most 8000.
    VarBinary(u16),
    /// `varbinary(max)`.
    VarBinaryMax,
    /// `uniqueidentifier`.
    UniqueIdentifier,
    /// `date`.
    Date,
    /// `time` with a scale.
    Time(u8),
    /// `datetime2` with a scale.
    DateTime2(u8),
    /// `datetimeoffset` with a scale.
    DateTimeOffset(u8),
}

impl Type {
    /// Returns the size of an integer or float in bytes, and the codes of its NOT NULL type and its nullable type
    /// (MS-TDS 2.2.5.4.1 and 2.2.5.4.2).
    pub(crate) fn fixed(self) -> Option<(u8, u8, u8)> {
        Some(match self {
            Self::Bit => (1, 0x32, 0x68),
            Self::TinyInt => (1, 0x30, 0x26),
            Self::SmallInt => (2, 0x34, 0x26),
            Self::Int => (4, 0x38, 0x26),
            Self::BigInt => (8, 0x7F, 0x26),
            Self::Real => (4, 0x3B, 0x6D),
            Self::Float => (8, 0x3E, 0x6D),
            _ => return None,
        })
    }

    /// Returns the size of a decimal in bytes, sign included (MS-TDS 2.2.5.5.1.6).
    pub(crate) fn decimal_size(precision: u8) -> u8 {
        match precision {
            1..=9 => 5,
            10..=19 => 9,
            20..=28 => 13,
            29..=38 => 17,
            _ => panic!("invalid precision {precision} of a decimal"),
        }
    }

    /// Returns the size of a time in bytes (MS-TDS 2.2.5.5.1.8).
    pub(crate) fn time_size(scale: u8) -> u8 {
        match scale {
            0..=2 => 3,
            3..=4 => 4,
            5..=7 => 5,
            _ => panic!("invalid scale {scale} of a time"),
        }
    }

    /// Writes the `TYPE_INFO` of a column.
    pub(crate) fn put(self, to: &mut BytesMut, nullable: bool) {
        match self {
            Self::Null => to.put_u8(0x1F),
            Self::Bit
            | Self::TinyInt
            | Self::SmallInt
            | Self::Int
            | Self::BigInt
            | Self::Real
            | Self::Float => {
                let (size, not_null, null) = self.fixed().expect("these types have a fixed size");
                if nullable {
                    to.put_slice(&[null, size]);
                } else {
                    to.put_u8(not_null);
                }
            }
            Self::Decimal(precision, scale) => {
                to.put_slice(&[0x6A, Self::decimal_size(precision), precision, scale]);
            }
            Self::Numeric(precision, scale) => {
                to.put_slice(&[0x6C, Self::decimal_size(precision), precision, scale]);
            }
            Self::NVarChar(units) => put_sized(to, 0xE7, units * 2, true),
            Self::NVarCharMax => put_sized(to, 0xE7, MAX, true),
            Self::VarBinary(bytes) => put_sized(to, 0xA5, bytes, false),
            Self::VarBinaryMax => put_sized(to, 0xA5, MAX, false),
            Self::UniqueIdentifier => to.put_slice(&[0x24, 16]),
            Self::Date => to.put_u8(0x28),
            Self::Time(scale) => to.put_slice(&[0x29, scale]),
            Self::DateTime2(scale) => to.put_slice(&[0x2A, scale]),
            Self::DateTimeOffset(scale) => to.put_slice(&[0x2B, scale]),
        }
    }

    /// Reads the `TYPE_INFO` of a parameter.
    pub(crate) fn read(from: &mut &[u8]) -> Self {
        match from.get_u8() {
            0x1F => Self::Null,
            0x68 => match from.get_u8() {
                1 => Self::Bit,
                size => panic!("invalid size {size} of a bit"),
            },
            0x26 => match from.get_u8() {
                1 => Self::TinyInt,
                2 => Self::SmallInt,
                4 => Self::Int,
                8 => Self::BigInt,
                size => panic!("invalid size {size} of an integer"),
            },
            0x6D => match from.get_u8() {
                4 => Self::Real,
                8 => Self::Float,
                size => panic!("invalid size {size} of a float"),
            },
            code @ (0x6A | 0x6C) => {
                let (size, precision, scale) = (from.get_u8(), from.get_u8(), from.get_u8());
                assert_eq!(
                    size,
                    Self::decimal_size(precision),
                    "the size of a decimal matches its precision"
                );
                assert!(scale <= precision, "a decimal of precision {precision} has a scale of {scale}");
                if code == 0x6A { Self::Decimal(precision, scale) } else { Self::Numeric(precision, scale) }
            }
            0xE7 => {
                let bytes = from.get_u16_le();
                // An all-zero collation leaves the choice to the server.
                from.advance(COLLATION.len());
                if bytes == MAX { Self::NVarCharMax } else { Self::NVarChar(bytes / 2) }
            }
            0xA5 => match from.get_u16_le() {
                MAX => Self::VarBinaryMax,
                bytes => Self::VarBinary(bytes),
            },
            0x24 => match from.get_u8() {
                16 => Self::UniqueIdentifier,
                size => panic!("invalid size {size} of a uniqueidentifier"),
            },
            0x28 => Self::Date,
            0x29 => Self::Time(from.get_u8()),
            0x2A => Self::DateTime2(from.get_u8()),
            0x2B => Self::DateTimeOffset(from.get_u8()),
            code => panic!("the mock does not support parameters of type {code:#04X}"),
        }
    }
}

fn put_sized(to: &mut BytesMut, code: u8, bytes: u16, collated: bool) {
    to.put_u8(code);
    to.put_u16_le(bytes);
    if collated {
        to.put_slice(&COLLATION);
    }
}
