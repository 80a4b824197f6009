//! The query of `sql!`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use store_core::Dialect;
use store_core::derive::Sql;
use store_core::schema::StatementKind;
use syn::ext::IdentExt;

use crate::attr::SqlInput;
use crate::ctxt::Ctxt;
use crate::lower::{self, SqlTextPart, WrittenQuery};

/// Returns an expression of the type `RawQuery`, or all errors.
pub(crate) fn sql(input: SqlInput) -> TokenStream {
    let ctxt = Ctxt::default();
    let Some(query) = lower::sql(&ctxt, input).filter(|_| !ctxt.failed()) else {
        let errors = ctxt.into_tokens();
        // A query, so that its use causes no further error.
        return quote!({
            #errors
            use ::store::__private as __store;
            __store::RawQuery::new(__store::fallback::RAW, ::core::result::Result::Ok([]))
        });
    };
    let names = Dialect::ALL.map(|dialect| Ident::new(&format!("{dialect:?}"), Span::call_site()));
    let by_engine = Dialect::ALL.map(|dialect| parts_for(&query, dialect));
    let kind = match query.kind() {
        StatementKind::Read => quote!(Read),
        _ => quote!(Write),
    };
    let tables: Vec<_> = query.sql.iter().flat_map(|text| &text.parts).filter_map(table).collect();
    let values = query.params.iter().map(|(name, value)| match value {
        Some(value) => quote!(__store::RawParam::to_raw(&(#value))),
        None => quote!(__store::RawParam::to_raw(&#name)),
    });
    quote!({
        use ::store::__private as __store;
        const __PARTS: [&[__store::derive::SqlPart<'static>]; __store::Dialect::ALL.len()] = [#(#by_engine),*];
        const __SQL: &__store::RawSql = &__store::RawSql {
            sql: [#(__store::written!(__store::derive::WrittenSql {
                dialect: __store::Dialect::#names, parts: __PARTS[__store::Dialect::#names as usize]
            })),*],
            parts: __PARTS,
            kind: __store::StatementKind::#kind,
            tables: &[#(<#tables as __store::Relation>::DESCRIPTION),*],
        };
        __store::RawQuery::new(__SQL, __store::derive::all([#(#values),*]))
    })
}

fn table(part: &SqlTextPart) -> Option<&syn::Path> {
    match part {
        SqlTextPart::Table(path) => Some(path),
        _ => None,
    }
}

/// Returns the parts of the SQL for an engine.
fn parts_for(query: &WrittenQuery, dialect: Dialect) -> TokenStream {
    parts(&query.sql[dialect as usize].parts, |plain, name| {
        let at = query.params.iter().position(|(param, _)| param.unraw() == *name);
        dialect.grammar().param(plain, at.unwrap_or_default());
    })
}

/// Returns the parts of SQL; `param` writes a parameter.
pub(super) fn parts(text: &[SqlTextPart], param: impl Fn(&mut Sql, &String)) -> TokenStream {
    let mut parts = Vec::new();
    let mut plain = Sql::default();
    let flush = |plain: &mut Sql, parts: &mut Vec<TokenStream>| {
        let text = std::mem::take(plain).into_text();
        if !text.is_empty() {
            parts.push(quote!(__store::derive::SqlPart::Text(#text)));
        }
    };
    for part in text {
        match part {
            SqlTextPart::Text(text) => plain.push(text),
            SqlTextPart::Param(name) => param(&mut plain, name),
            SqlTextPart::Table(path) => {
                flush(&mut plain, &mut parts);
                parts.push(quote!(__store::derive::SqlPart::Table(
                    __store::derive::RelationName::of(<#path as __store::Relation>::DESCRIPTION)
                )));
            }
        }
    }
    flush(&mut plain, &mut parts);
    quote!(&[#(#parts),*])
}
