//! The struct that is inserted: the struct of the table, or one without the columns that the database makes.

use proc_macro2::{Literal as TokenLiteral, TokenStream};
use quote::quote;
use syn::{DeriveInput, Ident};

use super::rows;
use crate::lower::{FieldInfo, Lowered};

/// Returns the struct of `#[table(insert as …)]`.
pub(super) fn definition(lowered: &Lowered<'_>, input: &DeriveInput) -> TokenStream {
    let Some(name) = &lowered.insert else { return TokenStream::new() };
    let vis = &input.vis;
    let derives = derives(lowered);
    let doc = format!("A new row of [`{}`]: the columns that an insert writes.", input.ident);
    let fields = inserted(lowered).map(|(at, info)| {
        let (vis, name, ty) = (&info.vis, &info.ident, &info.ty);
        let doc = lowered.model.columns.at(at).doc;
        let doc = (!doc.is_empty()).then(|| quote!(#[doc = #doc]));
        quote!(#doc #vis #name: #ty,)
    });
    quote! {
        #[doc = #doc]
        #[allow(missing_docs, reason = "a field has the documentation of its column, if that has one")]
        #derives
        #vis struct #name {
            #(#fields)*
        }
    }
}

/// Returns the attribute with the derives of the structs that are emitted.
fn derives(lowered: &Lowered<'_>) -> Option<TokenStream> {
    let derives = &lowered.derives;
    (!derives.is_empty()).then(|| quote!(#[derive(#(#derives),*)]))
}

/// Returns the fields that an insert writes, with their positions.
fn inserted<'l>(lowered: &'l Lowered<'_>) -> impl Iterator<Item = (usize, &'l FieldInfo)> {
    lowered.model.inserted().map(|at| (at, &lowered.fields[at]))
}

/// Returns the implementations for the struct that is inserted.
pub(super) fn implementations(lowered: &Lowered<'_>, input: &DeriveInput) -> TokenStream {
    let table = &input.ident;
    let Some(name) = &lowered.insert else { return insertable(lowered, table, table) };
    let is_inserted = |info: &FieldInfo| info.attrs.is_inserted();
    let refs = rows::field_refs(lowered, |info| {
        if is_inserted(info) { rows::reference(info, &quote!(__row)) } else { quote!(__store::derive::Made) }
    });
    let values = values(lowered, name, table, &refs, &quote!(__new_field_refs));
    let insertable = insertable(lowered, name, table);
    quote!(#values #insertable)
}

/// Returns the implementations for the struct of `#[table(insert as …)]` of a table with errors.
pub(super) fn stub(lowered: &Lowered<'_>, input: &DeriveInput) -> TokenStream {
    let Some(name) = &lowered.insert else { return TokenStream::new() };
    let insertable = insertable(lowered, name, &input.ident);
    quote! {
        impl __store::TableValues for #name {
            type Values<'__a> = [__store::Value<'__a>; 0] where Self: '__a;
            fn values(&self) -> ::core::result::Result<Self::Values<'_>, __store::Error> {
                ::core::unreachable!()
            }
        }
        #insertable
    }
}

fn insertable(lowered: &Lowered<'_>, name: &Ident, table: &Ident) -> TokenStream {
    let returned = match lowered.model.made_key() {
        Some(at) => {
            let ty = &lowered.fields[at].ty;
            quote!(#ty)
        }
        None => quote!(()),
    };
    quote! {
        impl __store::Insertable for #name {
            type Table = #table;
            type Returned = #returned;
        }
    }
}

/// Returns the implementation of `TableValues` for a struct; `refs` are its borrowed fields, which the function `function` returns.
pub(super) fn values(
    lowered: &Lowered<'_>,
    name: &Ident,
    table: &Ident,
    refs: &TokenStream,
    function: &TokenStream,
) -> TokenStream {
    let len = TokenLiteral::usize_unsuffixed(lowered.fields.len());
    quote! {
        // A function of its own, so that a field that is not a column is reported once for both callers.
        fn #function(__row: &#name) -> impl __store::derive::FieldRefs<'_> {
            #refs
        }
        impl __store::TableValues for #name {
            type Values<'__a> = [__store::Value<'__a>; #len];
            fn values(&self) -> ::core::result::Result<Self::Values<'_>, __store::Error> {
                __store::derive::values(<#table as __store::Table>::MODEL, #function(self))
            }
            fn with_values<__R>(&self, __run: impl ::core::ops::FnOnce(&[__store::Value<'_>]) -> __R) -> ::core::result::Result<__R, __store::Error> {
                __store::derive::with_values::<_, __R, #len>(<#table as __store::Table>::MODEL, #function(self), __run)
            }
        }
    }
}
