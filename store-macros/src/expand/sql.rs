//! The statements as constants.

use proc_macro2::{Literal as TokenLiteral, Span, TokenStream};
use quote::quote;
use store_core::derive::{Renderer, Sql};
use store_core::schema::{KeyKind, KeyStatement, QueryKind, TableStatement};
use store_core::{Dialect, ident};
use syn::{DeriveInput, Ident};

use super::texts;
use crate::lower::Lowered;

/// The statements, a constant of the trait that shows them in its documentation.
pub(super) fn tokens(lowered: &Lowered<'_>, input: &DeriveInput) -> TokenStream {
    let ident = &input.ident;
    let mut docs = String::new();
    let statements = Dialect::ALL.map(|engine| dialect(lowered, ident, engine, &mut docs));
    let kind = |kind: QueryKind| QueryKind::ALL.iter().position(|known| *known == kind).unwrap_or_default();
    let kinds = lowered.queries.iter().map(|query| kind(query.combinations[0].kind).to_le_bytes()[0]);
    let kinds = TokenLiteral::byte_string(&kinds.collect::<Vec<u8>>());
    let names = texts::packed(lowered.queries.iter().map(|query| query.combinations[0].name));
    let optional = lowered.queries.iter().map(|query| query.combinations.len().ilog2().to_le_bytes()[0]);
    let optional = TokenLiteral::byte_string(&optional.collect::<Vec<u8>>());
    quote! {
        #[cfg_attr(doc, doc = #docs)]
        const SQL: &'static __store::TableSql =
            &__store::TableSql::new(<Self as __store::Table>::MODEL, #names, #kinds, #optional, [#(#statements),*]);
    }
}

/// A constant for each unique key, named after it.
pub(super) fn key_constants(lowered: &Lowered<'_>, input: &DeriveInput) -> TokenStream {
    let (ident, vis) = (&input.ident, &input.vis);
    let keys = lowered.model.keys.iter().enumerate();
    // A name that cannot be one, or is one already, has its error.
    let mut taken = Vec::new();
    let keys = keys.filter(|(_, key)| {
        let name = constant_name(key.name);
        let fits =
            ident::check(&name).is_ok() && !name.trim_matches('_').is_empty() && !taken.contains(&name);
        taken.push(name);
        key.kind == KeyKind::Unique && fits
    });
    let constants = keys.map(|(at, key)| {
        let name = Ident::new(&constant_name(key.name), Span::call_site());
        let doc = format!("The unique key `{}`, for `insert_if_absent_by` and `upsert_by`.", key.name);
        quote! {
            #[doc = #doc]
            #vis const #name: __store::UniqueKey<Self> = __store::UniqueKey::at(#at);
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

/// The name of the constant for a key: in capitals, and with one underscore for several.
pub(crate) fn constant_name(key: &str) -> String {
    let mut name = String::with_capacity(key.len());
    for ch in key.chars().filter(|ch| ch.is_ascii()) {
        if ch != '_' || !name.ends_with('_') {
            name.push(ch.to_ascii_uppercase());
        }
    }
    name
}

/// The texts for one engine.
fn dialect(lowered: &Lowered<'_>, ident: &Ident, dialect: Dialect, docs: &mut String) -> TokenStream {
    let renderer = Renderer::new(dialect, &lowered.model);
    let statements = renderer.statements(lowered.queries.iter().flat_map(|query| &query.combinations));
    show(lowered, dialect, &statements, docs);
    texts::statements(ident, dialect, &statements)
}

/// Adds the statements to the documentation; the declared queries are shown with their functions.
fn show(lowered: &Lowered<'_>, dialect: Dialect, statements: &[Sql], docs: &mut String) {
    let title = dialect.product();
    let mut show = |name: &str, sql: &Sql| {
        if !sql.text().is_empty() {
            let text = texts::shown(lowered, dialect, sql);
            docs.push_str(&format!("\n{title}, {name}:\n```sql\n{text}\n```\n"));
        }
    };
    let model = &lowered.model;
    // Batches are left out: they are most of the text, and of what it would cost the compiler.
    let (firsts, rest) = statements.split_at(TableStatement::ALL.len());
    for (statement, sql) in
        TableStatement::ALL.into_iter().zip(firsts).filter(|(statement, _)| !statement.is_batch())
    {
        show(&statement.name().replace('_', " "), sql);
    }
    let (indexes, rest) = rest.split_at(model.keys.len() - 1 + model.indexes.len());
    indexes.iter().for_each(|sql| show("create index", sql));
    for (key, statements) in model.keys.iter().zip(rest.chunks(KeyStatement::ALL.len())) {
        let by_key = KeyStatement::ALL.into_iter().zip(statements);
        for (statement, sql) in by_key.filter(|(statement, _)| !statement.is_batch()) {
            show(&format!("{} by `{}`", statement.name().replace('_', " "), key.name), sql);
        }
    }
}
