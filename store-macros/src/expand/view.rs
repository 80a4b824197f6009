//! The implementation of `View`.

use bumpalo::Bump;
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::{fallback, model, relation, rows, sql};
use crate::ctxt::Ctxt;
use crate::lower::{self, FieldInfo};

/// Returns the implementation of `View`, or all errors.
pub(crate) fn view(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::default();
    let bump = Bump::new();
    let lowered = match lower::view(&ctxt, &bump, input) {
        Some(lowered) if !ctxt.failed() => lowered,
        lowered => return relation::with_errors(ctxt, lowered.as_ref(), input, fallback::view),
    };
    let ident = &input.ident;
    let sql = sql::tokens(&lowered, input);
    let model = model::tokens(&lowered);
    let infos: Vec<&FieldInfo> = lowered.fields.iter().collect();
    let from_row =
        rows::from_row(ident, &infos, &lowered.skipped, &quote!(<Self as __store::Relation>::DESCRIPTION));
    let own = quote! {
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
    relation::tokens(&lowered, input, &own)
}
