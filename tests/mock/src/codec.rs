//! Encodes and decodes values.

use bytes::{Buf, BufMut, BytesMut};

use crate::text;
use crate::types::Type;
use crate::value::Value;

/// The length that represents NULL (MS-TDS 2.2.5.2.3).
const NULL_LENGTH: u16 = 0xFFFF;
const NULL_PARTS: u64 = 0xFFFF_FFFF_FFFF_FFFF;
const UNKNOWN_PARTS: u64 = 0xFFFF_FFFF_FFFF_FFFE;

/// The chunk length of `max` values: odd, so that a chunk ends within a UTF-16 unit.
const PART: usize = 1021;

impl Value {
    /// Writes the value of a column (MS-TDS 2.2.5.2, 2.2.5.5).
    pub(crate) fn put(&self, to: &mut BytesMut, ty: Type, nullable: bool) {
        if self.is_null() {
            assert!(nullable, "NULL in a column of {ty:?} that is not null");
            return match ty {
                Type::Null => {}
                Type::NVarChar(_) | Type::VarBinary(_) => to.put_u16_le(NULL_LENGTH),
                Type::NVarCharMax | Type::VarBinaryMax => to.put_u64_le(NULL_PARTS),
                _ => to.put_u8(0),
            };
        }
        let mut bytes = BytesMut::new();
        self.put_content(&mut bytes, ty);
        match ty {
            Type::NVarChar(units) => put_sized(to, &bytes, units * 2),
            Type::VarBinary(limit) => put_sized(to, &bytes, limit),
            Type::NVarCharMax | Type::VarBinaryMax => put_parts(to, &bytes),
            _ => {
                if nullable || ty.fixed().is_none() {
                    to.put_u8(u8::try_from(bytes.len()).expect("such values are short"));
                }
                to.put_slice(&bytes);
            }
        }
    }

    fn put_content(&self, to: &mut BytesMut, ty: Type) {
        match (ty, self) {
            (Type::Bit, Self::Bit(value)) => to.put_u8((*value).into()),
            (Type::TinyInt, Self::Int(value)) => to.put_u8(fit(*value, ty)),
            (Type::SmallInt, Self::Int(value)) => to.put_i16_le(fit(*value, ty)),
            (Type::Int, Self::Int(value)) => to.put_i32_le(fit(*value, ty)),
            (Type::BigInt, Self::Int(value)) => to.put_i64_le(*value),
            (Type::Real, Self::Float(value)) => {
                #[expect(clippy::cast_possible_truncation, reason = "the nearest `real` is intended")]
                to.put_f32_le(*value as f32);
            }
            (Type::Float, Self::Float(value)) => to.put_f64_le(*value),
            (Type::Decimal(precision, _) | Type::Numeric(precision, _), Self::Decimal(digits)) => {
                let magnitude = digits.unsigned_abs();
                assert!(magnitude < 10_u128.pow(precision.into()), "{digits} has more digits than {ty:?}");
                to.put_u8((*digits >= 0).into());
                put_low(to, magnitude, Type::decimal_size(precision) - 1);
            }
            (Type::NVarChar(_) | Type::NVarCharMax, Self::Text(value)) => text::put(to, value),
            (Type::VarBinary(_) | Type::VarBinaryMax, Self::Binary(value)) => to.put_slice(value),
            (Type::UniqueIdentifier, Self::Uuid(value)) => to.put_slice(&swap_groups(*value)),
            (Type::Date, Self::Date(days)) => put_low(to, (*days).into(), 3),
            (Type::Time(scale), Self::Time(steps)) => put_low(to, (*steps).into(), Type::time_size(scale)),
            (Type::DateTime2(scale), Self::DateTime2(days, steps)) => {
                put_low(to, (*steps).into(), Type::time_size(scale));
                put_low(to, (*days).into(), 3);
            }
            (Type::DateTimeOffset(scale), Self::DateTimeOffset(days, steps, offset)) => {
                put_low(to, (*steps).into(), Type::time_size(scale));
                put_low(to, (*days).into(), 3);
                to.put_i16_le(*offset);
            }
            (ty, value) => panic!("a column of {ty:?} cannot hold {value:?}"),
        }
    }

    /// Reads the value of a parameter.
    pub(crate) fn read(from: &mut &[u8], ty: Type) -> Self {
        let bytes = match ty {
            Type::Null => return Self::Null,
            Type::NVarChar(_) | Type::VarBinary(_) => match from.get_u16_le() {
                NULL_LENGTH => return Self::Null,
                length => from.copy_to_bytes(length.into()).to_vec(),
            },
            Type::NVarCharMax | Type::VarBinaryMax => match read_parts(from) {
                None => return Self::Null,
                Some(bytes) => bytes,
            },
            _ => match from.get_u8() {
                0 => return Self::Null,
                length => from.copy_to_bytes(length.into()).to_vec(),
            },
        };
        let from = &mut bytes.as_slice();
        let value = Self::read_content(from, ty);
        assert!(from.is_empty(), "a value of {ty:?} has {} extra bytes", from.len());
        value
    }

    fn read_content(from: &mut &[u8], ty: Type) -> Self {
        match ty {
            Type::Null => Self::Null,
            Type::Bit => Self::Bit(from.get_u8() != 0),
            Type::TinyInt => Self::Int(from.get_u8().into()),
            Type::SmallInt => Self::Int(from.get_i16_le().into()),
            Type::Int => Self::Int(from.get_i32_le().into()),
            Type::BigInt => Self::Int(from.get_i64_le()),
            Type::Real => Self::Float(from.get_f32_le().into()),
            Type::Float => Self::Float(from.get_f64_le()),
            Type::Decimal(..) | Type::Numeric(..) => {
                let positive = from.get_u8() != 0;
                let magnitude =
                    i128::try_from(get_low(from, from.len())).expect("a decimal has at most 38 digits");
                Self::Decimal(if positive { magnitude } else { -magnitude })
            }
            Type::NVarChar(_) | Type::NVarCharMax => Self::Text(text::read(from, from.len() / 2)),
            Type::VarBinary(_) | Type::VarBinaryMax => Self::Binary(from.copy_to_bytes(from.len()).to_vec()),
            Type::UniqueIdentifier => {
                let mut bytes = [0; 16];
                from.copy_to_slice(&mut bytes);
                Self::Uuid(swap_groups(bytes))
            }
            Type::Date => Self::Date(get_days(from)),
            Type::Time(scale) => Self::Time(get_steps(from, scale)),
            Type::DateTime2(scale) => {
                let steps = get_steps(from, scale);
                Self::DateTime2(get_days(from), steps)
            }
            Type::DateTimeOffset(scale) => {
                let (steps, days) = (get_steps(from, scale), get_days(from));
                Self::DateTimeOffset(days, steps, from.get_i16_le())
            }
        }
    }
}

fn fit<N: TryFrom<i64>>(value: i64, ty: Type) -> N {
    let Ok(value) = N::try_from(value) else { panic!("{value} is out of the range of {ty:?}") };
    value
}

fn put_sized(to: &mut BytesMut, bytes: &[u8], limit: u16) {
    let length = u16::try_from(bytes.len()).unwrap_or(NULL_LENGTH);
    assert!(length <= limit, "a value of {} bytes in a column of {limit}", bytes.len());
    to.put_u16_le(length);
    to.put_slice(bytes);
}

/// Writes a `PARTLENTYPE` of known length (MS-TDS 2.2.5.2.3).
fn put_parts(to: &mut BytesMut, bytes: &[u8]) {
    to.put_u64_le(bytes.len() as u64);
    for part in bytes.chunks(PART) {
        to.put_u32_le(u32::try_from(part.len()).expect("parts are short"));
        to.put_slice(part);
    }
    to.put_u32_le(0);
}

fn read_parts(from: &mut &[u8]) -> Option<Vec<u8>> {
    let length = match from.get_u64_le() {
        NULL_PARTS => return None,
        UNKNOWN_PARTS => None,
        length => Some(length),
    };
    let mut bytes = Vec::new();
    loop {
        let part = from.get_u32_le() as usize;
        if part == 0 {
            break;
        }
        bytes.extend_from_slice(&from.copy_to_bytes(part));
    }
    assert!(length.is_none_or(|length| length == bytes.len() as u64), "the parts have the announced length");
    Some(bytes)
}

/// Writes the low bytes of a number.
fn put_low(to: &mut BytesMut, number: u128, size: u8) {
    let bytes = number.to_le_bytes();
    let (low, high) = bytes.split_at(size.into());
    assert!(high.iter().all(|byte| *byte == 0), "{number} does not fit in {size} bytes");
    to.put_slice(low);
}

fn get_low(from: &mut &[u8], size: usize) -> u128 {
    let mut bytes = [0; 16];
    from.copy_to_slice(&mut bytes[..size]);
    u128::from_le_bytes(bytes)
}

fn get_days(from: &mut &[u8]) -> u32 {
    u32::try_from(get_low(from, 3)).expect("three bytes fit")
}

fn get_steps(from: &mut &[u8], scale: u8) -> u64 {
    u64::try_from(get_low(from, Type::time_size(scale).into())).expect("at most five bytes fit")
}

/// Converts between the byte order of RFC 9562 and that of `uniqueidentifier`.
fn swap_groups(mut bytes: [u8; 16]) -> [u8; 16] {
    bytes[0..4].reverse();
    bytes[4..6].reverse();
    bytes[6..8].reverse();
    bytes
}
