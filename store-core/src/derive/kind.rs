//! The types that the derive recognizes by name, as parameters of a trait.
//!
//! The derive assumes that `Uuid` is `uuid::Uuid`, whose column type it knows. If the program uses the name for another type,
//! `Is<kind::Uuid>` is not implemented, and the compiler reports an error at the field. The trait bound costs the compiler a
//! fraction of a comparison of constants.

use std::marker::PhantomData;

use crate::types::column_kinds;

/// The types that the derive recognizes as the kind `K`.
#[diagnostic::on_unimplemented(
    message = "the type `{Self}` has the name of a known column type, but is a different type",
    label = "not the type that the name suggests",
    note = "rename the type or the alias"
)]
pub trait Is<K> {
    /// The type itself.
    type Itself;
}

/// The type itself, which must have the kind `K`.
pub type As<T, K> = <T as Is<K>>::Itself;

/// The kind of an `Option` of a type of kind `K`.
#[derive(Debug)]
pub enum Nullable<K> {
    #[doc(hidden)]
    _Kind(PhantomData<K>, std::convert::Infallible),
}

impl<T: Is<K>, K> Is<Nullable<K>> for Option<T> {
    type Itself = Self;
}

macro_rules! kinds {
    ($($kind:ident: $($rust:ty)?;)*) => {$(
        #[doc = concat!("The kind of [`SqlType::", stringify!($kind), "`](crate::SqlType).")]
        #[derive(Debug)]
        pub enum $kind {}
        $(impl Is<$kind> for $rust { type Itself = Self; })?
    )*};
}

column_kinds!(kinds);

impl<const N: usize> Is<FixedBytes> for [u8; N] {
    type Itself = Self;
}
#[cfg(feature = "uuid")]
impl Is<Uuid> for uuid::Uuid {
    type Itself = Self;
}
#[cfg(feature = "chrono")]
impl Is<Timestamp> for chrono::DateTime<chrono::Utc> {
    type Itself = Self;
}
#[cfg(feature = "chrono")]
impl Is<Date> for chrono::NaiveDate {
    type Itself = Self;
}
#[cfg(feature = "chrono")]
impl Is<Time> for chrono::NaiveTime {
    type Itself = Self;
}
#[cfg(feature = "chrono")]
impl Is<DateTime> for chrono::NaiveDateTime {
    type Itself = Self;
}
#[cfg(feature = "chrono")]
impl Is<OffsetTimestamp> for chrono::DateTime<chrono::FixedOffset> {
    type Itself = Self;
}
#[cfg(feature = "decimal")]
impl Is<Decimal> for rust_decimal::Decimal {
    type Itself = Self;
}
#[cfg(feature = "json")]
impl Is<Json> for serde_json::Value {
    type Itself = Self;
}
