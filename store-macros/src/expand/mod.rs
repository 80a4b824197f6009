//! From the model to the implementation.

mod functions;
mod model;
mod rows;
mod sql;
mod texts;

use bumpalo::Bump;
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::ctxt::Ctxt;
use crate::lower::Lowered;
use crate::{fallback, lower};

pub(crate) use model::literal as literal_tokens;
pub(crate) use sql::constant_name;

/// The implementation of `Table`, or all errors.
pub(crate) fn table(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::default();
    let bump = Bump::new();
    let lowered = match lower::table(&ctxt, &bump, input) {
        Some(lowered) if !ctxt.failed() => lowered,
        lowered => {
            let errors = ctxt.into_tokens();
            let fallback = fallback::table(input, lowered.map(|lowered| declared(&lowered, input)));
            return quote!(#errors #fallback);
        }
    };
    let krate = &lowered.krate;
    let asserts = model::asserts(&lowered, &input.ident);
    let sql = sql::tokens(&lowered, input);
    let keys = sql::key_constants(&lowered, input);
    let functions = functions::tokens(&lowered, input, functions::Bodies::Whole);
    let rows = rows::tokens(&lowered, input, &sql);
    quote! {
        #[allow(unused_qualifications, reason = "a name that the program has in scope too is written in full")]
        #[allow(deprecated, reason = "the program may deprecate what the code here is for")]
        #[allow(dead_code, non_snake_case, reason = "what hides the names around arguments has their names")]
        const _: () = {
            use #krate::__private as __store;
            #asserts
            #keys
            #functions
            #rows
        };
    }
}

/// What a declaration with errors in it would have given its struct, as far as it is sound, to be called only.
fn declared(lowered: &Lowered<'_>, input: &DeriveInput) -> TokenStream {
    let keys = sql::key_constants(lowered, input);
    let functions = functions::tokens(lowered, input, functions::Bodies::Missing);
    quote!(#keys #functions)
}
