//! The statements as constants.

use proc_macro2::{Literal as TokenLiteral, Span, TokenStream};
use quote::quote;
use store_core::model::KeyKind;
use store_core::render::Renderer;
use store_core::{Dialect, ident};
use syn::{DeriveInput, Ident};

use super::{create, model};
use crate::lower::Lowered;

/// The statements, a constant of the trait that shows them in its documentation, and what else they need: functions
/// that put text together, and the struct's own constants, one per unique key.
pub(super) fn tokens(lowered: &Lowered<'_>, input: &DeriveInput) -> (TokenStream, TokenStream) {
    let ident = &input.ident;
    let mut docs = String::new();
    let (mssql_functions, mssql) = dialect(lowered, ident, Dialect::Mssql, "SQL Server", &mut docs);
    let (sqlite_functions, sqlite) = dialect(lowered, ident, Dialect::Sqlite, "SQLite", &mut docs);
    let keys = key_constants(lowered, input);
    let constants = quote!(#mssql_functions #sqlite_functions #keys);
    let names = model::texts(lowered.queries.iter().map(|query| query.combinations[0].name));
    let optional = lowered.queries.iter().map(|query| query.combinations.len().ilog2().to_le_bytes()[0]);
    let optional = TokenLiteral::byte_string(&optional.collect::<Vec<u8>>());
    let sql = quote! {
        #[cfg_attr(doc, doc = #docs)]
        const SQL: &'static __store::TableSql =
            &__store::TableSql::new(<Self as __store::Table>::MODEL, #names, #optional, #mssql, #sqlite);
    };
    (sql, constants)
}

/// A constant for each unique key, named after it.
pub(super) fn key_constants(lowered: &Lowered<'_>, input: &DeriveInput) -> TokenStream {
    let (ident, vis) = (&input.ident, &input.vis);
    let keys = lowered.model.keys.iter().enumerate();
    // A name that cannot be one, or is one already, has its error.
    let mut taken = Vec::new();
    let keys = keys.filter(|(_, key)| {
        let name = key.name.to_ascii_uppercase();
        let fits =
            ident::check(&name).is_ok() && !name.trim_matches('_').is_empty() && !taken.contains(&name);
        taken.push(name);
        key.kind == KeyKind::Unique && fits
    });
    let constants = keys.map(|(at, key)| {
        let name = Ident::new(&key.name.to_ascii_uppercase(), Span::call_site());
        let doc = format!("The unique key `{}`, for `insert_if_absent_by` and `upsert_by`.", key.name);
        quote! {
            #[doc = #doc]
            #vis const #name: __store::KeyOf<Self> = __store::KeyOf::at(#at);
        }
    });
    let constants: Vec<TokenStream> = constants.collect();
    if constants.is_empty() {
        return TokenStream::new();
    }
    quote! {
        #[allow(dead_code, reason = "not every key of a private table is used")]
        impl #ident {
            #(#constants)*
        }
    }
}

/// A function that creates the table, where one is needed, and the texts for one engine.
fn dialect(
    lowered: &Lowered<'_>,
    ident: &Ident,
    dialect: Dialect,
    title: &str,
    docs: &mut String,
) -> (TokenStream, TokenStream) {
    let renderer = Renderer::new(dialect, &lowered.model);
    let create_table = renderer.create_table();
    let texts = renderer.texts(lowered.queries.iter().flat_map(|query| &query.combinations));
    show(lowered, title, &create::shown(lowered, dialect, &create_table), &texts, docs);
    let (function, create_table) = create::tokens(lowered, ident, dialect, &create_table);
    let texts = model::texts(texts.iter().map(String::as_str));
    (function, quote!((#create_table, #texts)))
}

/// Adds the statements to the documentation; the declared queries are shown with their functions.
fn show(lowered: &Lowered<'_>, title: &str, create_table: &str, texts: &[String], docs: &mut String) {
    let mut show = |name: &str, text: &str| {
        if !text.is_empty() {
            docs.push_str(&format!("\n{title}, {name}:\n```sql\n{text}\n```\n"));
        }
    };
    let model = &lowered.model;
    let indexes = model.keys.len() - 1 + model.indexes.len();
    let (first, rest) = texts.split_at(3);
    let (indexes, rest) = rest.split_at(indexes);
    show("create schema", &first[0]);
    show("create table", create_table);
    indexes.iter().for_each(|text| show("create index", text));
    show("drop table", &first[1]);
    show("insert", &first[2]);
    for (key, texts) in model.keys.iter().zip(rest.chunks(5)) {
        let names = ["insert if absent", "upsert", "select", "update", "delete"];
        for (what, text) in names.into_iter().zip(texts) {
            show(&format!("{what} by `{}`", key.name), text);
        }
    }
}
