//! The implementation of `Field` for an enum.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use syn::{DeriveInput, Ident, Path};

use super::{fallback, scoped};
use crate::ctxt::Ctxt;
use crate::lower::{self, Stored};

/// Returns the implementation of `Field` and `as_str` or `as_int`, or all errors.
pub(crate) fn sql_enum(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::default();
    let Some(info) = lower::sql_enum(&ctxt, input) else { return ctxt.into_tokens() };
    let krate = &info.krate;
    if ctxt.failed() {
        let (errors, stub) = (ctxt.into_tokens(), stub(input, krate));
        return quote!(#errors #stub);
    }
    scoped(krate, &implementation(&input.ident, &info.stored))
}

fn implementation(ident: &Ident, stored: &Stored<'_>) -> TokenStream {
    let unknown = format!("unknown variant of {ident}");
    match stored {
        Stored::Text { variants, len } => {
            let len = Literal::u32_unsuffixed(*len);
            let strings: Vec<_> = variants.iter().map(|(_, string)| string).collect();
            let variants: Vec<_> = variants.iter().map(|(variant, _)| variant).collect();
            quote! {
                impl #ident {
                    /// Returns the string that stores the variant.
                    pub const fn as_str(&self) -> &'static ::core::primitive::str {
                        match self { #(Self::#variants => #strings),* }
                    }
                }
                impl __store::Field for #ident {
                    const TYPE: __store::SqlType = __store::SqlType::Enum { variants: &[#(#strings),*], len: #len };
                    fn to_value(&self) -> ::core::result::Result<__store::Value<'_>, __store::ValueError> {
                        __store::Ok(__store::Value::Text(::std::borrow::Cow::Borrowed(self.as_str())))
                    }
                    fn from_value(__value: __store::Value<'_>) -> ::core::result::Result<Self, __store::ValueError> {
                        let __store::Value::Text(__text) = &__value else {
                            return __store::Err(__store::ValueError::unexpected("text", &__value));
                        };
                        match &**__text {
                            #(#strings => __store::Ok(Self::#variants),)*
                            _ => __store::Err(__store::ValueError::new(#unknown)),
                        }
                    }
                }
            }
        }
        Stored::Int { variants, repr, name } => {
            let numbers: Vec<_> =
                variants.iter().map(|(_, number)| Literal::i64_unsuffixed(*number)).collect();
            let variants: Vec<_> = variants.iter().map(|(variant, _)| variant).collect();
            let repr = Ident::new(&format!("{repr:?}"), name.span());
            quote! {
                impl #ident {
                    /// Returns the integer that stores the variant.
                    pub const fn as_int(&self) -> ::core::primitive::#name {
                        match self { #(Self::#variants => #numbers),* }
                    }
                }
                impl __store::Field for #ident {
                    const TYPE: __store::SqlType =
                        __store::SqlType::IntEnum { variants: &[#(#numbers),*], repr: __store::IntType::#repr };
                    fn to_value(&self) -> ::core::result::Result<__store::Value<'_>, __store::ValueError> {
                        __store::Field::to_value(&self.as_int()).map(__store::Value::into_owned)
                    }
                    fn from_value(__value: __store::Value<'_>) -> ::core::result::Result<Self, __store::ValueError> {
                        match <::core::primitive::#name as __store::Field>::from_value(__value)? {
                            #(#numbers => __store::Ok(Self::#variants),)*
                            _ => __store::Err(__store::ValueError::new(#unknown)),
                        }
                    }
                }
            }
        }
    }
}

/// Returns the implementation for an enum with errors, so that its uses do not cause further errors.
fn stub(input: &DeriveInput, krate: &Path) -> TokenStream {
    let field = fallback::field(input, krate);
    let ident = &input.ident;
    let (generics, types, bounds) = input.generics.split_for_impl();
    quote! {
        #field
        const _: () = {
            #[allow(dead_code, reason = "this is a stub for an enum with errors")]
            impl #generics #ident #types #bounds {
                pub const fn as_str(&self) -> &'static ::core::primitive::str {
                    ""
                }
                pub const fn as_int(&self) -> ::core::primitive::i64 {
                    0
                }
            }
        };
    }
}
