//! The implementations for a struct with errors, so that its uses do not cause further errors.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Data, DeriveInput, Field, Generics, Ident, Path, WherePredicate, parse_quote};

use super::{argument, scoped};
use crate::attr::{ColumnAttrs, TableAttrs, from_row_krate, view_attrs};
use crate::ctxt::Ctxt;
use crate::lower::Known;

/// Returns the implementation of `Table` for a struct with errors; `declared` are its constants and functions.
pub(super) fn table(input: &DeriveInput, declared: Option<TokenStream>) -> TokenStream {
    let ident = &input.ident;
    let all = bounded(input);
    let (generics, types, bounds) = all.split_for_impl();
    // The errors have been reported.
    let attrs = TableAttrs::parse(&Ctxt::default(), input);
    let key = key(input, &attrs);
    let from_row = unreachable_from_row(ident, &all);
    let items = quote! {
        #declared
        #from_row
        impl #generics __store::TableValues for #ident #types #bounds {
            type Values<'__a> = [__store::Value<'__a>; 0] where Self: '__a;
            fn values(&self) -> ::core::result::Result<Self::Values<'_>, __store::Error> {
                ::core::unreachable!()
            }
        }
        impl #generics __store::Insertable for #ident #types #bounds {
            type Table = Self;
            type Returned = ();
        }
        impl #generics __store::Table for #ident #types #bounds {
            const MODEL: &'static __store::TableModel<'static> = __store::fallback::MODEL;
            const SQL: &'static __store::TableSql = __store::fallback::SQL;
            type Key<'__a> = #key;
            type KeyValues<'__a> = [__store::Value<'__a>; 0];
            fn key_values<'__a>(_: Self::Key<'__a>) -> ::core::result::Result<Self::KeyValues<'__a>, __store::Error> {
                ::core::unreachable!()
            }
        }
    };
    scoped(&attrs.krate(), &items)
}

/// Returns the generic parameters with the bounds that the traits require; the parameters, which already have an error, may not
/// satisfy them.
fn bounded(input: &DeriveInput) -> Generics {
    let mut generics = input.generics.clone();
    let bounds: WherePredicate = parse_quote!(Self: ::core::marker::Send + ::core::marker::Sync + 'static);
    generics.make_where_clause().predicates.push(bounds);
    generics
}

fn unreachable_from_row(ident: &Ident, generics: &Generics) -> TokenStream {
    let (generics, types, bounds) = generics.split_for_impl();
    quote! {
        impl #generics __store::FromRow for #ident #types #bounds {
            fn from_row<__R: __store::Row>(_: &__R) -> ::core::result::Result<Self, __store::Error> {
                ::core::unreachable!()
            }
        }
    }
}

/// Returns the implementation of `View` for a struct with errors; `declared` are its functions.
pub(super) fn view(input: &DeriveInput, declared: Option<TokenStream>) -> TokenStream {
    let ident = &input.ident;
    // The errors have been reported.
    let krate = view_attrs(&Ctxt::default(), input).krate();
    let all = bounded(input);
    let (generics, types, bounds) = all.split_for_impl();
    let from_row = unreachable_from_row(ident, &all);
    let items = quote! {
        #declared
        #from_row
        impl #generics __store::Relation for #ident #types #bounds {
            const DESCRIPTION: &'static __store::TableModel<'static> = __store::fallback::MODEL;
            const STATEMENTS: &'static __store::TableSql = __store::fallback::SQL;
        }
        impl #generics __store::View for #ident #types #bounds {
            const MODEL: &'static __store::TableModel<'static> = __store::fallback::MODEL;
            const SQL: &'static __store::TableSql = __store::fallback::SQL;
        }
    };
    scoped(&krate, &items)
}

/// Returns the type of the primary key, as far as it is known, so that calls with a key compile.
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
            argument(known.passing(), &known.inner)
        })
        .collect();
    match types.as_slice() {
        [single] => single.clone(),
        several => quote!((#(#several),*)),
    }
}

/// Returns the implementation of `FromRow` for a struct with errors.
pub(super) fn from_row(input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let krate = from_row_krate(&Ctxt::default(), input);
    let (generics, types, bounds) = input.generics.split_for_impl();
    let from_row = unreachable_from_row(ident, &input.generics);
    let items = quote! {
        #from_row
        impl #generics __store::Projection for #ident #types #bounds {
            const ROW: &'static __store::TableModel<'static> = __store::fallback::MODEL;
        }
    };
    scoped(&krate, &items)
}

/// Returns the implementation of `Field` for a type with errors: a column type that obeys every rule.
pub(super) fn field(input: &DeriveInput, krate: &Path) -> TokenStream {
    let ident = &input.ident;
    let (generics, types, bounds) = input.generics.split_for_impl();
    let items = quote! {
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
    scoped(krate, &items)
}
