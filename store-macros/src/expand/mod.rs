//! Generates tokens from lowered items.

mod assert;
mod condition;
mod docs;
mod fallback;
mod field;
mod from_row;
mod functions;
mod insert;
mod model;
mod output;
mod packed;
mod raw;
mod relation;
mod rows;
mod sql;
mod sql_enum;
mod table;
mod view;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Ident, Type};

pub(crate) use field::field;
pub(crate) use from_row::from_row;
pub(crate) use raw::sql;
pub(crate) use sql_enum::sql_enum;
pub(crate) use table::table;
pub(crate) use view::view;

use crate::lower::{Lowered, Passing};

/// Returns items in a scope of their own, in which `__store` is the crate.
fn scoped(krate: &impl ToTokens, items: &TokenStream) -> TokenStream {
    quote! {
        #[allow(unused_qualifications, reason = "a name that the program has in scope too is written in full")]
        #[allow(deprecated, reason = "generated code uses items that the program may deprecate")]
        #[allow(clippy::needless_update, reason = "a part of the model may have all of its members")]
        #[allow(dead_code, non_snake_case, reason = "the functions that shadow other items have the names of arguments")]
        const _: () = {
            use #krate::__private as __store;
            #items
        };
    }
}

/// Returns the constant with the model of a table or a view.
fn model_of(lowered: &Lowered<'_>, ident: &Ident) -> TokenStream {
    if lowered.view.is_some() {
        quote!(<#ident as __store::View>::MODEL)
    } else {
        quote!(<#ident as __store::Table>::MODEL)
    }
}

/// Returns the type of an argument.
fn argument(passing: Passing, ty: &Type) -> TokenStream {
    match passing {
        Passing::Text => quote!(&'__a ::core::primitive::str),
        Passing::Bytes => quote!(&'__a [::core::primitive::u8]),
        Passing::Value => quote!(#ty),
        Passing::Reference => quote!(&'__a #ty),
    }
}
