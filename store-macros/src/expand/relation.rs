//! The items of a table or a view: the structs that its attributes declare, and the implementations.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::{assert, functions, insert, output, scoped, sql};
use crate::ctxt::Ctxt;
use crate::lower::Lowered;

/// Returns all items; `own` are the implementations of the trait.
pub(super) fn tokens(lowered: &Lowered<'_>, input: &DeriveInput, own: &TokenStream) -> TokenStream {
    let structs = structs(lowered, input);
    let asserts = assert::tokens(lowered, &input.ident);
    let projections = output::asserts(lowered, &input.ident);
    let functions = functions::tokens(lowered, input, functions::Bodies::Complete);
    let scoped = scoped(&lowered.krate, &quote!(#asserts #projections #functions #own));
    quote!(#structs #scoped)
}

/// Returns the errors of a struct, and items such that its uses cause no further errors; `fallback` returns the implementations of the
/// trait, given the constants and functions as far as they are known.
pub(super) fn with_errors(
    ctxt: Ctxt,
    lowered: Option<&Lowered<'_>>,
    input: &DeriveInput,
    fallback: fn(&DeriveInput, Option<TokenStream>) -> TokenStream,
) -> TokenStream {
    let errors = ctxt.into_tokens();
    let structs = lowered.map(|lowered| structs(lowered, input));
    let declared = lowered.map(|lowered| {
        let keys = sql::key_constants(lowered, input);
        let functions = functions::tokens(lowered, input, functions::Bodies::Stub);
        let inserted = insert::stub(lowered, input);
        quote!(#keys #functions #inserted)
    });
    let fallback = fallback(input, declared);
    quote!(#errors #structs #fallback)
}

fn structs(lowered: &Lowered<'_>, input: &DeriveInput) -> TokenStream {
    let inserted = insert::definition(lowered, input);
    let rows = output::definitions(lowered, input);
    quote!(#inserted #rows)
}
