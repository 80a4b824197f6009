//! The statements as constants.

use proc_macro2::{Literal as TokenLiteral, Span, TokenStream};
use quote::quote;
use store_core::Dialect;
use store_core::derive::{Renderer, Sql};
use store_core::schema::{KeyStatement, QueryKind, TableStatement};
use syn::{DeriveInput, Ident};

use super::{docs, model_of, packed};
use crate::lower::Lowered;

/// Returns the constant with the statements, which its documentation shows.
pub(super) fn tokens(lowered: &Lowered<'_>, input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let mut shown = docs::are_wanted().then(String::new);
    let statements = Dialect::ALL.map(|dialect| statements(lowered, ident, dialect, shown.as_mut()));
    let docs = shown.map(|docs| quote!(#[cfg_attr(doc, doc = #docs)]));
    let model = model_of(lowered, ident);
    let kind = |kind: QueryKind| QueryKind::ALL.iter().position(|known| *known == kind).unwrap_or_default();
    let kinds = lowered.queries.iter().map(|query| kind(query.kind).to_le_bytes()[0]);
    let kinds = TokenLiteral::byte_string(&kinds.collect::<Vec<u8>>());
    let names = packed::packed(lowered.queries.iter().map(|query| query.combinations[0].name));
    let combinations = lowered.queries.iter().map(|query| query.combinations.len().to_le_bytes()[0]);
    let combinations = TokenLiteral::byte_string(&combinations.collect::<Vec<u8>>());
    let many = lowered.queries.iter().map(|query| u8::from(query.many()));
    let many = TokenLiteral::byte_string(&many.collect::<Vec<u8>>());
    quote! {
        #docs
        const SQL: &'static __store::TableSql =
            &__store::TableSql::new(#model, #names, #kinds, #combinations, #many, [#(#statements),*]);
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

/// Returns the statements for one engine, and adds them to the documentation, if it is wanted.
fn statements(
    lowered: &Lowered<'_>,
    ident: &Ident,
    dialect: Dialect,
    docs: Option<&mut String>,
) -> TokenStream {
    let renderer = Renderer::new(dialect, &lowered.model);
    let statements = renderer.statements(lowered.queries.iter().flat_map(|query| &query.combinations));
    if let Some(docs) = docs {
        show(lowered, dialect, &statements, docs);
    }
    packed::statements(lowered, ident, dialect, &statements)
}

/// Adds the statements to the documentation, except those of declared queries, whose functions show them.
fn show(lowered: &Lowered<'_>, dialect: Dialect, statements: &[Sql], docs: &mut String) {
    let title = dialect.product();
    let mut show = |name: &str, sql: &Sql| {
        if !sql.text().is_empty() {
            let text = packed::shown(lowered, dialect, sql);
            docs.push_str(&format!("\n{title}, {name}:\n```sql\n{text}\n```\n"));
        }
    };
    let model = &lowered.model;
    // Batches are left out: they are the longest statements, and documentation costs compile time.
    let (firsts, rest) = statements.split_at(TableStatement::ALL.len());
    let firsts = TableStatement::ALL.into_iter().zip(firsts);
    for (statement, sql) in firsts.filter(|(statement, _)| !statement.is_batch()) {
        show(&statement.name_for(model).replace('_', " "), sql);
    }
    let (indexes, rest) = rest.split_at(model.keys.len().saturating_sub(1) + model.indexes.len());
    indexes.iter().for_each(|sql| show("create index", sql));
    for (key, statements) in model.keys.iter().zip(rest.chunks(KeyStatement::ALL.len())) {
        let by_key = KeyStatement::ALL.into_iter().zip(statements);
        for (statement, sql) in by_key.filter(|(statement, _)| !statement.is_batch()) {
            show(&format!("{} by `{}`", statement.name().replace('_', " "), key.name), sql);
        }
    }
}
