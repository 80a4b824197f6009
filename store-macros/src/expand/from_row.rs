//! The implementation of `FromRow` for a struct of rows.

use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use super::packed::packed;
use super::{fallback, model, rows, scoped};
use crate::ctxt::Ctxt;
use crate::lower::{self, FieldInfo, RowStruct};

/// Returns the implementation of `FromRow`, or all errors.
pub(crate) fn from_row(input: &DeriveInput) -> TokenStream {
    let ctxt = Ctxt::default();
    let ident = &input.ident;
    let Some(RowStruct { krate, fields, skipped }) = lower::from_row(&ctxt, input).filter(|_| !ctxt.failed())
    else {
        let (errors, fallback) = (ctxt.into_tokens(), fallback::from_row(input));
        return quote!(#errors #fallback);
    };
    let name = ident.to_string();
    let names = packed(fields.iter().map(|(info, _)| info.name.as_str()));
    let types = fields.iter().map(|(info, ty)| model::column_type(*ty, info));
    let nullable = fields.iter().map(|(info, _)| model::nullable(info.known.nullable, info));
    let infos: Vec<&FieldInfo> = fields.iter().map(|(info, _)| info).collect();
    let from_row = rows::from_row(ident, &infos, &skipped, &quote!(<Self as __store::Projection>::ROW));
    let items = quote! {
        #from_row
        impl __store::Projection for #ident {
            const ROW: &'static __store::TableModel<'static> = &__store::TableModel {
                name: #name,
                columns: __store::Columns {
                    names: #names, types: &[#(#types),*], nullable: &[#(#nullable),*], ..__store::Columns::NONE
                },
                ..__store::TableModel::NONE
            };
        }
    };
    scoped(&krate, &items)
}
