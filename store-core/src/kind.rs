//! The types that the derive knows by their names, as types that a trait can be asked for.
//!
//! The derive takes `Uuid` for `uuid::Uuid`, whose column it can write down at once. Should the program mean
//! another type by that name, `Is<kind::Uuid>` is not implemented for it: the compiler says so at the field, and
//! at a fraction of what it costs to compare constants.

use std::marker::PhantomData;

/// Types that the derive may take for the kind `K`.
#[diagnostic::on_unimplemented(
    message = "the type `{Self}` has the name of one that store knows, but is another",
    label = "not the type that its name says",
    note = "give the type, or the alias, a name of its own"
)]
pub trait Is<K> {
    /// The type itself.
    type Itself;
}

/// The type itself, which has to be of the kind `K`.
pub type As<T, K> = <T as Is<K>>::Itself;

/// `Option` of the kind `K`.
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

kinds! {
    Bool: bool;
    I16: i16;
    I32: i32;
    I64: i64;
    U8: u8;
    U16: u16;
    U32: u32;
    F32: f32;
    F64: f64;
    Text: String;
    Bytes: Vec<u8>;
    FixedBytes:;
    Uuid:;
    Timestamp:;
    Date:;
    Time:;
    Decimal:;
    Json:;
}

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
#[cfg(feature = "decimal")]
impl Is<Decimal> for rust_decimal::Decimal {
    type Itself = Self;
}
#[cfg(feature = "json")]
impl Is<Json> for serde_json::Value {
    type Itself = Self;
}
