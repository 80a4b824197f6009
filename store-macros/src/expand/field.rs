//! The implementation of `Field` for a newtype.

use proc_macro2::{Literal, TokenStream};
use quote::{quote, quote_spanned};
use syn::DeriveInput;
use syn::spanned::Spanned;

use super::{fallback, scoped};
use crate::attr::FieldAttrs;
use crate::ctxt::Ctxt;
use crate::lower;

/// Returns the implementation of `Field`, or all errors.
pub(crate) fn field(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::default();
    let Some(newtype) = lower::field(&ctxt, input).filter(|_| !ctxt.failed()) else {
        let krate = FieldAttrs::parse(&Ctxt::default(), input).krate();
        let (errors, fallback) = (ctxt.into_tokens(), fallback::field(input, &krate));
        return quote!(#errors #fallback);
    };
    let (ident, krate, inner) = (&input.ident, &newtype.krate, newtype.inner);
    let len = newtype.len.map(|len| {
        let value = Literal::u32_unsuffixed(len.value);
        quote_spanned!(len.span=> .with_len(#value))
    });
    let digits = newtype.digits.map(|(precision, scale)| {
        let (value, scale) = (Literal::u32_unsuffixed(precision.value), Literal::u32_unsuffixed(scale));
        quote_spanned!(precision.span=> .with_precision(#value, #scale))
    });
    let ty = quote_spanned!(inner.span()=> <#inner as __store::Field>::TYPE #len #digits);
    // A constant of a trait is evaluated where it is used; a wrong length is an error even if nothing uses the type.
    let check = (len.is_some() || digits.is_some()).then(|| quote!(const _: __store::SqlType = #ty;));
    let items = quote! {
        #check
        impl __store::Field for #ident {
            const TYPE: __store::SqlType = #ty;
            const NULLABLE: bool = <#inner as __store::Field>::NULLABLE;
            fn to_value(&self) -> ::core::result::Result<__store::Value<'_>, __store::ValueError> {
                <#inner as __store::Field>::to_value(&self.0)
            }
            fn from_value(__value: __store::Value<'_>) -> ::core::result::Result<Self, __store::ValueError> {
                <#inner as __store::Field>::from_value(__value).map(Self)
            }
        }
    };
    scoped(krate, &items)
}
