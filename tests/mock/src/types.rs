//! Types of parameters and columns.

use bytes::{Buf, BufMut, BytesMut};

/// The raw collation of `SQL_Latin1_General_CP1_CI_AS` (MS-TDS 2.2.5.1.2).
pub(crate) const COLLATION: [u8; 5] = [0x09, 0x04, 0xD0, 0x00, 0x34];

/// A limit of this in `TYPE_INFO` stands for `max`, whose values are partially length-prefixed (MS-TDS 2.2.5.4.3).
const MAX: u16 = 0xFFFF;

/// A type of SQL Server, as a parameter has it and as a column is declared with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// The type of a NULL that has none, 0x1F.
    Null,
    /// `bit`.
    Bit,
    /// `tinyint`, which has no sign.
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
    /// `decimal` of a precision and a scale.
    Decimal(u8, u8),
    /// `numeric` of a precision and a scale, which is another type on the wire only.
    Numeric(u8, u8),
    /// `nvarchar` of up to so many UTF-16 units, at most 4000.
    NVarChar(u16),
    /// `nvarchar(max)`.
    NVarCharMax,
    /// `varbinary` of up to so many bytes, at most 8000.
    VarBinary(u16),
    /// `varbinary(max)`.
    VarBinaryMax,
    /// `uniqueidentifier`.
    UniqueIdentifier,
    /// `date`.
    Date,
    /// `time` of a scale.
    Time(u8),
    /// `datetime2` of a scale.
    DateTime2(u8),
    /// `datetimeoffset` of a scale.
    DateTimeOffset(u8),
}

impl Type {
    /// The size of a whole number or a float in bytes, and the codes of the type that has no NULL and of the one that
    /// has (MS-TDS 2.2.5.4.1 and 2.2.5.4.2).
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

    /// The bytes that a value takes at most, sign included (MS-TDS 2.2.5.5.1.6).
    pub(crate) fn decimal_size(precision: u8) -> u8 {
        match precision {
            1..=9 => 5,
            10..=19 => 9,
            20..=28 => 13,
            29..=38 => 17,
            _ => panic!("no decimal has a precision of {precision}"),
        }
    }

    /// The bytes that the time of a value takes (MS-TDS 2.2.5.5.1.8).
    pub(crate) fn time_size(scale: u8) -> u8 {
        match scale {
            0..=2 => 3,
            3..=4 => 4,
            5..=7 => 5,
            _ => panic!("no time has a scale of {scale}"),
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
                let (size, not_null, null) = self.fixed().expect("these are fixed");
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
                size => panic!("no bit has {size} bytes"),
            },
            0x26 => match from.get_u8() {
                1 => Self::TinyInt,
                2 => Self::SmallInt,
                4 => Self::Int,
                8 => Self::BigInt,
                size => panic!("no whole number has {size} bytes"),
            },
            0x6D => match from.get_u8() {
                4 => Self::Real,
                8 => Self::Float,
                size => panic!("no float has {size} bytes"),
            },
            code @ (0x6A | 0x6C) => {
                let (size, precision, scale) = (from.get_u8(), from.get_u8(), from.get_u8());
                assert_eq!(
                    size,
                    Self::decimal_size(precision),
                    "the size of a decimal is that of its precision"
                );
                assert!(scale <= precision, "a decimal of precision {precision} has a scale of {scale}");
                if code == 0x6A { Self::Decimal(precision, scale) } else { Self::Numeric(precision, scale) }
            }
            0xE7 => {
                let bytes = from.get_u16_le();
                // The client may leave the collation to the server: all zero.
                from.advance(COLLATION.len());
                if bytes == MAX { Self::NVarCharMax } else { Self::NVarChar(bytes / 2) }
            }
            0xA5 => match from.get_u16_le() {
                MAX => Self::VarBinaryMax,
                bytes => Self::VarBinary(bytes),
            },
            0x24 => match from.get_u8() {
                16 => Self::UniqueIdentifier,
                size => panic!("no uniqueidentifier has {size} bytes"),
            },
            0x28 => Self::Date,
            0x29 => Self::Time(from.get_u8()),
            0x2A => Self::DateTime2(from.get_u8()),
            0x2B => Self::DateTimeOffset(from.get_u8()),
            code => panic!("a parameter of type {code:#04X}, which this server does not know"),
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
