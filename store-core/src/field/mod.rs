//! Rust types as columns.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(feature = "decimal")]
mod decimal;
#[cfg(feature = "json")]
pub mod json;
mod primitive;
#[cfg(feature = "uuid")]
mod uuid;

use crate::sql_type::SqlType;
use crate::value::{Value, ValueError};

/// A Rust type that a column can have.
///
/// `#[derive(Field)]` writes it for a newtype, `#[derive(SqlEnum)]` for an enum of unit variants. By hand:
///
/// ```
/// use store_core::{Field, SqlType, Value, ValueError};
///
/// /// A percentage, kept as a whole number.
/// struct Percent(u8);
///
/// impl Field for Percent {
///     const TYPE: SqlType = SqlType::U8;
///
///     fn to_value(&self) -> Result<Value<'_>, ValueError> {
///         Ok(Value::U8(self.0))
///     }
///
///     fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
///         match u8::from_value(value)? {
///             percent @ 0..=100 => Ok(Self(percent)),
///             _ => Err(ValueError::new("a percentage is at most 100")),
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no column type",
    label = "no column type",
    note = "derive `Field` for a struct around one value, `SqlEnum` for an enum of texts, or write `#[column(json)]` for a serde type"
)]
pub trait Field: Sized {
    /// The type of the column, before the column's own attributes (`len`, `precision`, `scale`).
    const TYPE: SqlType;

    /// Whether the type has a value for NULL, as `Option` has.
    const NULLABLE: bool = false;

    /// The value to write.
    ///
    /// # Errors
    ///
    /// When the value has no form that both engines keep: a number that is not finite, a year beyond 9999.
    fn to_value(&self) -> Result<Value<'_>, ValueError>;

    /// The value that was read.
    ///
    /// # Errors
    ///
    /// When what was read is no value of this type.
    fn from_value(value: Value<'_>) -> Result<Self, ValueError>;
}

impl<T: Field> Field for Option<T> {
    const TYPE: SqlType = {
        assert!(!T::NULLABLE, "a column has one NULL only: write `Option` once");
        T::TYPE
    };
    const NULLABLE: bool = true;

    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        match self {
            Some(value) => value.to_value(),
            None => Ok(Value::Null(T::TYPE)),
        }
    }

    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        if value.is_null() { Ok(None) } else { T::from_value(value).map(Some) }
    }
}
