//! `CREATE TABLE`: a literal where every type is known, else put together by the compiler.

use proc_macro2::{Literal as TokenLiteral, Span, TokenStream};
use quote::quote;
use store_core::Dialect;
use store_core::render::Sql;
use syn::Ident;

use crate::lower::Lowered;

/// A function that writes the text, if it has holes, and the expression that gives the text.
pub(super) fn tokens(
    lowered: &Lowered<'_>,
    ident: &Ident,
    dialect: Dialect,
    sql: &Sql,
) -> (TokenStream, TokenStream) {
    let text = sql.text();
    if sql.holes().is_empty() {
        return (TokenStream::new(), quote!(#text));
    }
    let table = lowered.model.name;
    let dialect_name = Ident::new(&format!("{dialect:?}"), Span::call_site());
    let mut steps = Vec::new();
    let mut from = 0;
    for hole in sql.holes() {
        let (piece, column) = (&text[from..hole.at], TokenLiteral::usize_unsuffixed(hole.column));
        steps.push(quote! {
            out.push(#piece);
            __store::Dialect::#dialect_name.write_column(out, #table, &<#ident as __store::Table>::MODEL.columns.at(#column));
        });
        from = hole.at;
    }
    let rest = &text[from..];
    let name = Ident::new(&format!("create_table_{}", dialect.name()), Span::call_site());
    let function = quote! {
        const fn #name(out: &mut __store::Writer<'_>) {
            #(#steps)*
            out.push(#rest);
        }
    };
    (function, quote!(__store::const_text!(#name)))
}

/// The text for documentation, where a type that is not known here is named by its Rust type.
pub(super) fn shown(lowered: &Lowered<'_>, dialect: Dialect, sql: &Sql) -> String {
    let text = sql.text();
    let mut shown = String::new();
    let mut from = 0;
    for hole in sql.holes() {
        shown.push_str(&text[from..hole.at]);
        let info = &lowered.fields[hole.column];
        let mut name = Sql::default();
        dialect.grammar().name(&mut name, lowered.model.columns.names.at(hole.column));
        shown.push_str(&format!("{} /* the type of {} */", name.text(), info.name));
        from = hole.at;
    }
    shown + &text[from..]
}
