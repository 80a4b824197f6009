//! The implementation of `View`.

use bumpalo::Bump;
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::{assert, fallback, functions, model, output, rows, sql};
use crate::ctxt::Ctxt;
use crate::lower::{self, FieldInfo};

/// Returns the implementation of `View`, or all errors.
pub(crate) fn view(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::default();
    let bump = Bump::new();
    let lowered = match lower::view(&ctxt, &bump, input) {
        Some(lowered) if !ctxt.failed() => lowered,
        lowered => {
            let errors = ctxt.into_tokens();
            let rows = lowered.as_ref().map(|lowered| output::definitions(lowered, input));
            let fallback = fallback::view(input, lowered.map(|lowered| super::declared(&lowered, input)));
            return quote!(#errors #rows #fallback);
        }
    };
    let (ident, krate) = (&input.ident, &lowered.krate);
    let asserts = assert::tokens(&lowered, ident);
    let sql = sql::tokens(&lowered, input);
    let model = model::tokens(&lowered);
    let functions = functions::tokens(&lowered, input, functions::Bodies::Complete);
    let infos: Vec<&FieldInfo> = lowered.fields.iter().collect();
    let from_row =
        rows::from_row(ident, &infos, &lowered.skipped, &quote!(<Self as __store::Relation>::DESCRIPTION));
    let definitions = output::definitions(&lowered, input);
    let projections = output::asserts(&lowered, ident);
    quote! {
        #definitions
        #[allow(unused_qualifications, reason = "a name that the program has in scope too is written in full")]
        #[allow(deprecated, reason = "generated code uses items that the program may deprecate")]
        #[allow(clippy::needless_update, reason = "a part of the model may have all of its members")]
        #[allow(dead_code, non_snake_case, reason = "the functions that shadow other items have the names of arguments")]
        const _: () = {
            use #krate::__private as __store;
            #asserts
            #projections
            #functions
            #from_row
            impl __store::View for #ident {
                const MODEL: &'static __store::TableModel<'static> = #model;
                #sql
            }
            impl __store::Relation for #ident {
                const DESCRIPTION: &'static __store::TableModel<'static> = <Self as __store::View>::MODEL;
                const STATEMENTS: &'static __store::TableSql = <Self as __store::View>::SQL;
            }
        };
    }
}
