//! Stands in for the implementation when a struct has errors, so that its uses give none of their own.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Field};

use crate::attr::{ColumnAttrs, TableAttrs};
use crate::ctxt::Ctxt;
use crate::lower::default_crate;
use crate::types::{Known, parameter};

pub(crate) fn table(input: &DeriveInput) -> TokenStream {
    let (ident, vis) = (&input.ident, &input.vis);
    let (generics, types, bounds) = input.generics.split_for_impl();
    // Its errors are known already.
    let attrs = TableAttrs::parse(&Ctxt::default(), input);
    let key = key(input, &attrs);
    let krate = attrs.krate.unwrap_or_else(default_crate);
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
                type Key<'a> = #key;
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

/// The type of the key as far as it can be told, so that calls with a key fit.
fn key(input: &DeriveInput, attrs: &TableAttrs) -> TokenStream {
    let ignored = Ctxt::default();
    let Data::Struct(data) = &input.data else { return quote!(()) };
    let in_key = |field: &&Field| match &attrs.primary_key {
        Some(key) => key.columns.iter().any(|column| field.ident.as_ref() == Some(column)),
        None => ColumnAttrs::parse(&ignored, field).primary_key.is_some(),
    };
    let types: Vec<TokenStream> = data
        .fields
        .iter()
        .filter(in_key)
        .map(|field| {
            let known = Known::of(&field.ty);
            parameter(&known.passing(), &known.inner)
        })
        .collect();
    match types.as_slice() {
        [single] => single.clone(),
        several => quote!((#(#several),*)),
    }
}
