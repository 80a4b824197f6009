//! From the model to the implementation.

mod create;
mod functions;
mod model;
mod rows;
mod sql;

use bumpalo::Bump;
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::ctxt::Ctxt;
use crate::{fallback, lower};

pub(crate) use model::literal as literal_tokens;

/// The implementation of `Table`, or all errors.
pub(crate) fn table(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::default();
    let bump = Bump::new();
    let Some(lowered) = lower::table(&ctxt, &bump, input) else {
        let errors = ctxt.into_tokens();
        let fallback = fallback::table(input);
        return quote!(#errors #fallback);
    };
    let krate = &lowered.krate;
    let asserts = model::asserts(&lowered, &input.ident);
    let (sql, constants) = sql::tokens(&lowered, input);
    let functions = functions::tokens(&lowered, input);
    let rows = rows::tokens(&lowered, input, &sql);
    quote! {
        #[allow(unused_qualifications, reason = "a name that the program has in scope too is written in full")]
        const _: () = {
            use #krate::__private as __store;
            #asserts
            #constants
            #functions
            #rows
        };
    }
}
