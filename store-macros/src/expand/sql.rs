//! The statements as constants.

use proc_macro2::{Literal as TokenLiteral, Span, TokenStream};
use quote::quote;
use store_core::Dialect;
use store_core::render::{Renderer, Sql};
use syn::{DeriveInput, Ident};

use super::packed;
use crate::lower::Lowered;

/// Returns the constant with the statements, which its documentation shows.
pub(super) fn tokens(lowered: &Lowered<'_>, input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let mut docs = String::new();
    let mssql = dialect(lowered, ident, Dialect::Mssql, "SQL Server", &mut docs);
    let sqlite = dialect(lowered, ident, Dialect::Sqlite, "SQLite", &mut docs);
    let names = packed::packed(lowered.queries.iter().map(|query| query.combinations[0].name));
    let optional = lowered.queries.iter().map(|query| query.combinations.len().ilog2().to_le_bytes()[0]);
    let optional = TokenLiteral::byte_string(&optional.collect::<Vec<u8>>());
    quote! {
        #[cfg_attr(doc, doc = #docs)]
        const SQL: &'static __store::TableSql =
            &__store::TableSql::new(<Self as __store::Table>::MODEL, #names, #optional, #mssql, #sqlite);
    }
}

/// Returns a constant for each unique key.
pub(super) fn key_constants(lowered: &Lowered<'_>, input: &DeriveInput) -> TokenStream {
    if lowered.constants.is_empty() {
        return TokenStream::new();
    }
    let (ident, vis) = (&input.ident, &input.vis);
    let constants = lowered.constants.iter().map(|(at, name)| {
        let name = Ident::new(name, Span::call_site());
        let doc = format!(
            "The unique key `{}`, for `insert_if_absent_by` and `upsert_by`.",
            lowered.model.keys[*at].name
        );
        quote! {
            #[doc = #doc]
            #vis const #name: __store::UniqueKey<Self> = __store::UniqueKey::at(#at);
        }
    });
    quote! {
        #[allow(dead_code, reason = "a program need not use every key")]
        impl #ident {
            #(#constants)*
        }
    }
}

/// Returns the statements for one engine, and adds them to the documentation.
fn dialect(
    lowered: &Lowered<'_>,
    ident: &Ident,
    dialect: Dialect,
    title: &str,
    docs: &mut String,
) -> TokenStream {
    let renderer = Renderer::new(dialect, &lowered.model);
    let statements = renderer.statements(lowered.queries.iter().flat_map(|query| &query.combinations));
    show(lowered, dialect, title, &statements, docs);
    packed::statements(ident, dialect, &statements)
}

/// Adds the statements to the documentation, except those of declared queries, whose functions show them.
fn show(lowered: &Lowered<'_>, dialect: Dialect, title: &str, statements: &[Sql], docs: &mut String) {
    let mut show = |name: &str, sql: &Sql| {
        if !sql.text().is_empty() {
            let text = packed::shown(lowered, dialect, sql);
            docs.push_str(&format!("\n{title}, {name}:\n```sql\n{text}\n```\n"));
        }
    };
    let model = &lowered.model;
    // Batches are left out: they are the longest statements, and documentation costs compile time.
    let whole = ["create schema", "create table", "drop table", "insert"];
    let (firsts, rest) = statements.split_at(whole.len() + 1);
    whole.into_iter().zip(firsts).for_each(|(name, sql)| show(name, sql));
    let (indexes, rest) = rest.split_at(model.keys.len() - 1 + model.indexes.len());
    indexes.iter().for_each(|sql| show("create index", sql));
    let by_key = ["insert if absent", "upsert", "select", "update", "delete"];
    for (key, statements) in model.keys.iter().zip(rest.chunks(by_key.len() + 1)) {
        for (what, sql) in by_key.into_iter().zip(statements) {
            show(&format!("{what} by `{}`", key.name), sql);
        }
    }
}
