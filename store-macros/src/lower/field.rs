//! `#[derive(Field)]`: a struct around one value.

use store_core::derive::limits::MAX_NVARCHAR;
use syn::{Data, DeriveInput, Fields, Path, Type};

use super::{column_type, item};
use crate::attr::{Digits, FieldAttrs};
use crate::ctxt::Ctxt;

/// A newtype and the length or digits of its column type.
pub(crate) struct Newtype<'i> {
    pub(crate) krate: Path,
    pub(crate) inner: &'i Type,
    pub(crate) len: Option<Digits>,
    /// The precision and the scale.
    pub(crate) digits: Option<(Digits, u32)>,
}

/// Lowers a struct; errors are reported.
pub(crate) fn field<'i>(ctxt: &Ctxt, input: &'i DeriveInput) -> Option<Newtype<'i>> {
    if !item::not_generic(ctxt, &input.generics, "a column type") {
        return None;
    }
    let attrs = FieldAttrs::parse(ctxt, input);
    let inner = inner(input);
    if inner.is_none() {
        ctxt.error(
            &input.ident,
            "`Field` can only be derived for a struct with one unnamed field: write `struct Name(Type);`, or derive `SqlEnum` \
             for an enum",
        );
    }
    column_type::len(ctxt, attrs.len, attrs.max.is_some(), MAX_NVARCHAR);
    column_type::digits(ctxt, attrs.precision, attrs.scale);
    let scale = attrs.scale.map_or(0, |scale| scale.value);
    let digits = attrs.precision.map(|precision| (precision, scale));
    Some(Newtype { krate: attrs.krate(), inner: inner?, len: attrs.len, digits })
}

fn inner(input: &DeriveInput) -> Option<&Type> {
    let Data::Struct(data) = &input.data else { return None };
    let Fields::Unnamed(fields) = &data.fields else { return None };
    fields.unnamed.first().filter(|_| fields.unnamed.len() == 1).map(|field| &field.ty)
}
