//! Rust types that columns can have.

#[cfg(feature = "chrono")]
mod chrono;
#[cfg(any(feature = "jiff", feature = "time"))]
mod clock;
#[cfg(feature = "decimal")]
mod decimal;
#[cfg(feature = "jiff")]
mod jiff;
#[cfg(feature = "json")]
pub mod json;
mod primitive;
mod standard;
#[cfg(feature = "time")]
mod time;
#[cfg(feature = "uuid")]
mod uuid;

use super::{SqlType, Value, ValueError};

/// A Rust type that a column can have.
///
/// `#[derive(Field)]` implements it for a newtype and `#[derive(SqlEnum)]` for an enum of unit variants. A manual
/// implementation:
///
/// ```
/// use store_core::{Field, SqlType, Value, ValueError};
///
/// /// A percentage, stored as an integer.
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
///             _ => Err(ValueError::new("percentage is greater than 100")),
///         }
///     }
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a column type",
    label = "not a column type",
    note = "derive `Field` for a newtype, `SqlEnum` for an enum of unit variants, or add `#[column(json)]` for a serde type"
)]
pub trait Field: Sized {
    /// The column type, before the column's attributes (`len`, `precision`, `scale`).
    const TYPE: SqlType;

    /// Whether the type has a value for NULL, as `Option` does.
    const NULLABLE: bool = false;

    /// Returns the value to write.
    ///
    /// # Errors
    ///
    /// When either engine cannot represent the value, such as a number that is not finite or a year after 9999.
    fn to_value(&self) -> Result<Value<'_>, ValueError>;

    /// Converts a value that was read.
    ///
    /// # Errors
    ///
    /// When the value does not have this type.
    fn from_value(value: Value<'_>) -> Result<Self, ValueError>;
}

impl<T: Field> Field for Option<T> {
    const TYPE: SqlType = {
        assert!(!T::NULLABLE, "nested `Option`: a column has only one NULL");
        T::TYPE
    };
    const NULLABLE: bool = true;

    #[inline]
    fn to_value(&self) -> Result<Value<'_>, ValueError> {
        match self {
            Some(value) => value.to_value(),
            None => Ok(Value::Null(T::TYPE)),
        }
    }

    #[inline]
    fn from_value(value: Value<'_>) -> Result<Self, ValueError> {
        if value.is_null() { Ok(None) } else { T::from_value(value).map(Some) }
    }
}
