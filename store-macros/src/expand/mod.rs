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
mod rows;
mod sql;
mod sql_enum;
mod view;

use bumpalo::Bump;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Ident, Type};

pub(crate) use field::field;
pub(crate) use from_row::from_row;
pub(crate) use raw::sql;
pub(crate) use sql_enum::sql_enum;
pub(crate) use view::view;

use crate::ctxt::Ctxt;
use crate::lower::{self, Lowered, Passing};

/// Returns the implementation of `Table`, or all errors.
pub(crate) fn table(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::default();
    let bump = Bump::new();
    let lowered = match lower::table(&ctxt, &bump, input) {
        Some(lowered) if !ctxt.failed() => lowered,
        lowered => {
            let errors = ctxt.into_tokens();
            let inserted = lowered.as_ref().map(|lowered| insert::definition(lowered, input));
            let rows = lowered.as_ref().map(|lowered| output::definitions(lowered, input));
            let fallback = fallback::table(input, lowered.map(|lowered| declared(&lowered, input)));
            return quote!(#errors #inserted #rows #fallback);
        }
    };
    let krate = &lowered.krate;
    let asserts = assert::tokens(&lowered, &input.ident);
    let sql = sql::tokens(&lowered, input);
    let keys = sql::key_constants(&lowered, input);
    let functions = functions::tokens(&lowered, input, functions::Bodies::Complete);
    let rows = rows::tokens(&lowered, input, &sql);
    let inserted = insert::definition(&lowered, input);
    let definitions = output::definitions(&lowered, input);
    let projections = output::asserts(&lowered, &input.ident);
    quote! {
        #inserted
        #definitions
        #[allow(unused_qualifications, reason = "a name that the program has in scope too is written in full")]
        #[allow(deprecated, reason = "generated code uses items that the program may deprecate")]
        #[allow(clippy::needless_update, reason = "a part of the model may have all of its members")]
        #[allow(dead_code, non_snake_case, reason = "the functions that shadow other items have the names of arguments")]
        const _: () = {
            use #krate::__private as __store;
            #asserts
            #projections
            #keys
            #functions
            #rows
        };
    }
}

/// Returns the constants and stubs of the functions of a struct with errors, for code that uses them.
fn declared(lowered: &Lowered<'_>, input: &DeriveInput) -> TokenStream {
    let keys = sql::key_constants(lowered, input);
    let functions = functions::tokens(lowered, input, functions::Bodies::Stub);
    let inserted = insert::stub(lowered, input);
    quote!(#keys #functions #inserted)
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

#[cfg(test)]
mod tests {
    use quote::quote;
    use syn::parse2;

    use super::table;

    /// Returns the implementation for a table with these attributes.
    fn expanded(attributes: proc_macro2::TokenStream) -> String {
        let item = quote! {
            #attributes
            struct Job {
                #[column(primary_key)]
                id: i64,
                #[column(len = 20)]
                status: String,
                token: i64,
                attempts: i32,
                #[column(len = 50)]
                owner: Option<String>,
                until: Option<DateTime<Utc>>,
            }
        };
        table(&parse2(item).unwrap()).to_string()
    }

    #[test]
    fn a_query_with_fragments_is_the_query_written_out() {
        let written_out = expanded(quote! {
            #[table(index(columns(until), filter(status = "held", owner is not null)))]
            #[query(update renew(id, status = "held", token) set(until = now() + seconds(:lease), attempts += 1))]
            #[query(update give_up(attempts > :most, id, status = "held", token)
                set(status = "open", owner = null, until = null, token += :step, attempts = 0))]
            #[query(claim next(status = "open", owner?, any(until is null, until < now()))
                order_by(id) set(status = "held", until = now() + seconds(:lease), attempts += 1))]
        });
        let with_fragments = expanded(quote! {
            #[table(filter(held(id, status = "held", token), open(status = "open", owner?)))]
            #[table(filter(owned(status = "held", owner is not null)))]
            #[table(set(extended(until = now() + seconds(:lease), attempts += 1)))]
            #[table(set(ended(owner = null, until = null, token += :step)))]
            #[table(index(columns(until), filter(owned())))]
            #[query(update renew(held()) set(extended()))]
            #[query(update give_up(attempts > :most, held()) set(status = "open", ended(), attempts = 0))]
            #[query(claim next(open(), any(until is null, until < now()))
                order_by(id) set(status = "held", extended()))]
        });
        assert!(!written_out.contains("compile_error"), "{written_out}");
        assert_eq!(with_fragments, written_out);
    }
}
