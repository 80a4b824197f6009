//! Values from what a driver has read: what every engine holds to its column in the same way.

use std::borrow::Cow;

use crate::error::{Error, ErrorKind};
use crate::model::TableModel;
use crate::sql_type::SqlType;
use crate::value::{Value, ValueError};

impl<'v> Value<'v> {
    /// An integer as the value of a column that holds integers or bools.
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
    /// When it is outside of the column's range, or the column holds something else.
    pub fn of_integer(ty: SqlType, number: i64) -> Result<Self, ValueError> {
        fn narrow<T: TryFrom<i64>>(
            number: i64,
            width: &str,
            value: fn(T) -> Value<'static>,
        ) -> Result<Value<'static>, ValueError> {
            T::try_from(number)
                .map(value)
                .map_err(|_| ValueError::new(format!("the integer is outside the range of {width}")))
        }
        match ty {
            SqlType::Bool => match number {
                0 => Ok(Value::Bool(false)),
                1 => Ok(Value::Bool(true)),
                _ => Err(ValueError::new("expected 0 or 1, found another integer")),
            },
            SqlType::I16 => narrow(number, "16 bits", Value::I16),
            SqlType::I32 => narrow(number, "32 bits", Value::I32),
            SqlType::I64 => Ok(Value::I64(number)),
            SqlType::U8 => narrow(number, "8 bits without sign", Value::U8),
            SqlType::U16 => narrow(number, "16 bits without sign", |value: u16| Value::I32(value.into())),
            SqlType::U32 => narrow(number, "32 bits without sign", |value: u32| Value::I64(value.into())),
            _ => Err(ValueError::new("expected a value of another type, found an integer")),
        }
    }

    /// A number as the value of a column of 32 bits, rounded to the nearest.
    ///
    /// # Errors
    ///
    /// When it is beyond what 32 bits hold.
    pub fn of_single(number: f64) -> Result<Self, ValueError> {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "rounds to the nearest; what overflows is refused"
        )]
        let value = number as f32;
        if value.is_finite() {
            Ok(Value::F32(value))
        } else {
            Err(ValueError::new("the number is outside the range of 32 bits"))
        }
    }

    /// Bytes as the value of a column of exactly `len` of them.
    ///
    /// # Errors
    ///
    /// When there are more or fewer.
    pub fn of_fixed_bytes(len: u32, bytes: &'v [u8]) -> Result<Self, ValueError> {
        if u32::try_from(bytes.len()) != Ok(len) {
            return Err(ValueError::new(format!("expected {len} bytes, found {}", bytes.len())));
        }
        Ok(Value::Bytes(Cow::Borrowed(bytes)))
    }

    /// A decimal as the value of a column of so many digits.
    ///
    /// # Errors
    ///
    /// When it has more.
    pub fn of_decimal(digits: i128, precision: u8, scale: u8) -> Result<Self, ValueError> {
        // A precision of 0 is that of a type outside any table, which bounds nothing.
        if precision > 0 && digits.unsigned_abs() >= 10u128.pow(u32::from(precision)) {
            return Err(ValueError::new(format!("the decimal has more than {precision} digits")));
        }
        Ok(Value::Decimal { digits, precision, scale })
    }

    /// A decimal with `given` digits after the point as the value of a column of so many digits.
    ///
    /// # Errors
    ///
    /// [Too long](ValueError::is_too_long) when the column has fewer digits after the point than the number needs, or fewer
    /// before it.
    pub fn of_rescaled(digits: i128, given: u8, precision: u8, scale: u8) -> Result<Self, ValueError> {
        // A precision of 0 is that of a type outside any table, which bounds nothing.
        let bound = if precision == 0 { u128::MAX } else { 10u128.pow(u32::from(precision)) };
        match rescale(digits, given, scale)?.filter(|digits| digits.unsigned_abs() < bound) {
            Some(digits) => Ok(Value::Decimal { digits, precision, scale }),
            None => Err(ValueError::too_long(format!(
                "the decimal has more than {} digits before the point: it is too large for the column",
                precision.saturating_sub(scale)
            ))),
        }
    }
}

/// The same number with another count of digits after the point; `None` where it becomes too large for any column.
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
            "the decimal has more than {to} digits after the point: round it"
        ))),
    }
}

impl Error {
    /// A parameter of a statement on a table that an engine has no form for.
    pub fn unbindable(error: &ValueError, value: &Value<'_>, table: &TableModel<'_>) -> Self {
        let kind = match value {
            _ if error.is_too_long() => ErrorKind::Truncated,
            Value::Timestamp(_) | Value::Date(_) | Value::Time(_) => ErrorKind::OutOfRange,
            _ => ErrorKind::InvalidValue,
        };
        Self::new(kind, error.to_string()).with_table(table.name)
    }

    /// A row that breaks the check of this name, of a statement on `table`.
    ///
    /// The check of a column's own type, which has the name `ck_<table>_<column>`, holds what the types of the other engine
    /// hold by themselves: a number beyond it is [`ErrorKind::OutOfRange`] and a value longer than it
    /// [`ErrorKind::Truncated`], both with the column. Any other is [`ErrorKind::CheckViolation`].
    ///
    /// ```
    /// use store_core::model::{Columns, TableModel};
    /// use store_core::texts::Texts;
    /// use store_core::{Error, ErrorKind, SqlType};
    ///
    /// let columns = Columns {
    ///     names: Texts::Each(&["port"]), types: &[SqlType::U16], nullable: &[false], ..Columns::NONE
    /// };
    /// let table = TableModel { name: "hosts", columns, ..TableModel::NONE };
    /// let error = Error::broken_check("ck_hosts__port", "CHECK constraint failed: ck_hosts__port", Some(&table));
    /// assert_eq!((error.kind(), error.column()), (ErrorKind::OutOfRange, Some("port")));
    /// ```
    pub fn broken_check(name: &str, message: impl Into<String>, table: Option<&TableModel<'_>>) -> Self {
        let column = table.and_then(|table| table.column_of_check(name));
        let kind = match column.map(|column| column.ty) {
            Some(SqlType::Text(Some(_)) | SqlType::Bytes(Some(_))) => ErrorKind::Truncated,
            Some(ty) if ty.is_arithmetic() || matches!(ty, SqlType::Decimal { .. }) => ErrorKind::OutOfRange,
            _ => ErrorKind::CheckViolation,
        };
        let error = Self::new(kind, message).with_constraint(name);
        match column {
            Some(column) => error.with_column(column.name),
            None => error,
        }
    }
}
