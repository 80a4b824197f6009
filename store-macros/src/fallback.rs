//! Stands in for the implementation when a struct has errors, so that its uses give none of their own.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Field, Path, WherePredicate, parse_quote};

use crate::attr::{ColumnAttrs, TableAttrs};
use crate::ctxt::Ctxt;
use crate::lower::default_crate;
use crate::types::{Known, parameter};

pub(crate) fn table(input: &DeriveInput, declared: Option<TokenStream>) -> TokenStream {
    let ident = &input.ident;
    let mut declared_generics = input.generics.clone();
    // What the trait asks of a table; parameters, which have their error, may not give it.
    let bounds: WherePredicate = parse_quote!(Self: ::core::marker::Send + ::core::marker::Sync + 'static);
    declared_generics.make_where_clause().predicates.push(bounds);
    let (generics, types, bounds) = declared_generics.split_for_impl();
    // Its errors are known already.
    let attrs = TableAttrs::parse(&Ctxt::default(), input);
    let key = key(input, &attrs);
    let krate = attrs.krate.unwrap_or_else(default_crate);
    quote! {
        #[allow(deprecated, reason = "the program may deprecate what the code here is for")]
        const _: () = {
            use #krate::__private as __store;
            #declared
            impl #generics __store::FromRow for #ident #types #bounds {
                fn from_row<__R: __store::Row>(_: &__R) -> ::core::result::Result<Self, __store::Error> {
                    ::core::unreachable!()
                }
            }
            impl #generics __store::Table for #ident #types #bounds {
                const MODEL: &'static __store::TableModel<'static> = __store::fallback::MODEL;
                const SQL: &'static __store::TableSql = __store::fallback::SQL;
                type Values<'__a> = [__store::Value<'__a>; 0] where Self: '__a;
                type Key<'__a> = #key;
                type KeyValues<'__a> = [__store::Value<'__a>; 0];
                fn values(&self) -> ::core::result::Result<Self::Values<'_>, __store::Error> {
                    ::core::unreachable!()
                }
                fn key_values<'__a>(_: Self::Key<'__a>) -> ::core::result::Result<Self::KeyValues<'__a>, __store::Error> {
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
            parameter(known.passing(), &known.inner)
        })
        .collect();
    match types.as_slice() {
        [single] => single.clone(),
        several => quote!((#(#several),*)),
    }
}

/// A column type whose every check passes.
pub(crate) fn field(input: &DeriveInput, krate: &Path) -> TokenStream {
    let ident = &input.ident;
    let (generics, types, bounds) = input.generics.split_for_impl();
    quote! {
        const _: () = {
            use #krate::__private as __store;
            impl #generics __store::Field for #ident #types #bounds {
                const TYPE: __store::SqlType = __store::SqlType::Deferred;
                fn to_value(&self) -> ::core::result::Result<__store::Value<'_>, __store::ValueError> {
                    ::core::unreachable!()
                }
                fn from_value(_: __store::Value<'_>) -> ::core::result::Result<Self, __store::ValueError> {
                    ::core::unreachable!()
                }
            }
        };
    }
}
