//! Stands in for the implementation when a struct has errors, so that its uses give none of their own.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::attr::TableAttrs;
use crate::ctxt::Ctxt;
use crate::lower::default_crate;

pub(crate) fn table(input: &DeriveInput) -> TokenStream {
    let (ident, vis) = (&input.ident, &input.vis);
    let (generics, types, bounds) = input.generics.split_for_impl();
    // Its errors are known already.
    let krate = TableAttrs::parse(&Ctxt::default(), input).krate.unwrap_or_else(default_crate);
    quote! {
        const _: () = {
            use #krate::__private as s;
            #[allow(dead_code, reason = "stands in for what has errors")]
            impl #generics #ident #types #bounds {
                #vis const SQL: &'static s::TableSql = s::fallback::SQL;
            }
            impl #generics s::FromRow for #ident #types #bounds {
                fn from_row<R: s::Row>(_: &R) -> ::core::result::Result<Self, s::Error> {
                    ::core::unreachable!()
                }
            }
            impl #generics s::Table for #ident #types #bounds {
                const MODEL: &'static s::TableModel<'static> = s::fallback::MODEL;
                const SQL: &'static s::TableSql = s::fallback::SQL;
                type Values<'a> = [s::Value<'a>; 0] where Self: 'a;
                type Key<'a> = ();
                type KeyValues<'a> = [s::Value<'a>; 0];
                fn values(&self) -> ::core::result::Result<Self::Values<'_>, s::Error> {
                    ::core::unreachable!()
                }
                fn key_values<'a>(_: Self::Key<'a>) -> ::core::result::Result<Self::KeyValues<'a>, s::Error> {
                    ::core::unreachable!()
                }
            }
        };
    }
}
