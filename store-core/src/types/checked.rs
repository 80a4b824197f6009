//! Range checks of the values that a driver reads, the same for every engine.

use std::borrow::Cow;

use super::{SqlType, Value, ValueError};

impl<'v> Value<'v> {
    /// Returns an integer as the value of an integer or `bool` column.
    ///
    /// ```
    /// use store_core::{SqlType, Value};
    ///
    /// assert_eq!(Value::of_integer(SqlType::U16, 65_535), Ok(Value::I32(65_535)));
    /// assert!(Value::of_integer(SqlType::U16, 65_536).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// When the integer is outside the column's range, or the column has another type.
    #[inline]
    pub fn of_integer(ty: SqlType, number: i64) -> Result<Self, ValueError> {
        fn narrow<T: TryFrom<i64>>(
            number: i64,
            width: &str,
            value: fn(T) -> Value<'static>,
        ) -> Result<Value<'static>, ValueError> {
            T::try_from(number)
                .map(value)
                .map_err(|_| ValueError::new(format!("integer is outside the range of {width}")))
        }
        match ty {
            SqlType::IntEnum { repr, .. } => Self::of_integer(repr.column(), number),
            SqlType::Bool => match number {
                0 => Ok(Value::Bool(false)),
                1 => Ok(Value::Bool(true)),
                _ => Err(ValueError::new("expected 0 or 1, found another integer")),
            },
            SqlType::I8 => narrow(number, "8 bits", |value: i8| Value::I16(value.into())),
            SqlType::I16 => narrow(number, "16 bits", Value::I16),
            SqlType::I32 => narrow(number, "32 bits", Value::I32),
            SqlType::I64 => Ok(Value::I64(number)),
            SqlType::U8 => narrow(number, "8 bits, unsigned", Value::U8),
            SqlType::U16 => narrow(number, "16 bits, unsigned", |value: u16| Value::I32(value.into())),
            SqlType::U32 => narrow(number, "32 bits, unsigned", |value: u32| Value::I64(value.into())),
            _ => Err(ValueError::new("expected a value of another type, found an integer")),
        }
    }

    /// Returns a number as the value of a 32-bit floating-point column, rounded to the nearest.
    ///
    /// # Errors
    ///
    /// When the number is outside the range of `f32`.
    pub fn of_single(number: f64) -> Result<Self, ValueError> {
        #[expect(clippy::cast_possible_truncation, reason = "rounds to the nearest; an overflow is an error")]
        let value = number as f32;
        if value.is_finite() {
            Ok(Value::F32(value))
        } else {
            Err(ValueError::new("number is outside the range of 32 bits"))
        }
    }

    /// Returns bytes as the value of a column of exactly `len` bytes.
    ///
    /// # Errors
    ///
    /// When the number of bytes differs.
    #[inline]
    pub fn of_fixed_bytes(len: u32, bytes: &'v [u8]) -> Result<Self, ValueError> {
        if u32::try_from(bytes.len()) != Ok(len) {
            return Err(ValueError::new(format!("expected {len} bytes, found {}", bytes.len())));
        }
        Ok(Value::Bytes(Cow::Borrowed(bytes)))
    }

    /// Returns a decimal as the value of a column of this precision and scale.
    ///
    /// # Errors
    ///
    /// When the decimal has more digits than the column.
    pub fn of_decimal(digits: i128, precision: u8, scale: u8) -> Result<Self, ValueError> {
        // A type outside any table has precision 0, which is no limit.
        if precision > 0 && digits.unsigned_abs() >= 10u128.pow(u32::from(precision)) {
            return Err(ValueError::new(format!("decimal has more than {precision} digits")));
        }
        Ok(Value::Decimal { digits, precision, scale })
    }

    /// Returns a decimal with `given` digits after the point as the value of a column of this precision and scale.
    ///
    /// # Errors
    ///
    /// [Too long](ValueError::is_too_long) when the column has fewer digits after the point than the number needs, or fewer
    /// before it.
    pub fn of_rescaled(digits: i128, given: u8, precision: u8, scale: u8) -> Result<Self, ValueError> {
        // A type outside any table has precision 0, which is no limit.
        let bound = if precision == 0 { u128::MAX } else { 10u128.pow(u32::from(precision)) };
        match rescale(digits, given, scale)?.filter(|digits| digits.unsigned_abs() < bound) {
            Some(digits) => Ok(Value::Decimal { digits, precision, scale }),
            None => Err(ValueError::too_long(format!(
                "decimal has more than {} digits before the point: use a smaller number or raise `precision`",
                precision.saturating_sub(scale)
            ))),
        }
    }
}

/// Returns the same number with another scale; `None` when the result is too large for any column.
fn rescale(digits: i128, from: u8, to: u8) -> Result<Option<i128>, ValueError> {
    let factor = 10i128.checked_pow(u32::from(from.abs_diff(to)));
    if digits == 0 {
        return Ok(Some(0));
    }
    if from <= to {
        return Ok(factor.and_then(|factor| digits.checked_mul(factor)));
    }
    match factor.filter(|factor| digits % factor == 0) {
        Some(factor) => Ok(Some(digits / factor)),
        None => Err(ValueError::too_long(format!(
            "decimal has more than {to} digits after the point: round the number or raise `scale`"
        ))),
    }
}
