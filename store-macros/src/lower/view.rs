//! `#[derive(View)]`: a struct for the rows of a view.

use bumpalo::Bump;
use store_core::Dialect;
use store_core::schema::{Key, KeyKind, QueryKind, SqlPart, StatementKind, TableModel, ViewQuery};
use syn::{DeriveInput, Ident, LitStr};

use super::declaration::Declaration;
use super::fragment::Fragments;
use super::sql_text::{self, Form, SqlTextPart};
use super::{Lowered, item};
use crate::attr::{self, QueryAttr, TableAttrs, ViewAttr};
use crate::ctxt::Ctxt;

/// The query of a view.
pub(crate) struct ViewText {
    /// The parts for each engine, in the order of [`Dialect::ALL`].
    pub(crate) parts: [Vec<SqlTextPart>; Dialect::ALL.len()],
}

impl ViewText {
    fn query<'b>(&self, bump: &'b Bump) -> ViewQuery<'b> {
        let part = |part: &SqlTextPart| match part {
            SqlTextPart::Text(text) => SqlPart::Text(bump.alloc_str(text)),
            _ => SqlPart::Deferred,
        };
        let parts = |parts: &Vec<SqlTextPart>| &*bump.alloc_slice_fill_iter(parts.iter().map(part));
        ViewQuery { select: self.parts.each_ref().map(parts) }
    }
}

/// Lowers a struct and reports errors. After an error, the result only lists the declared functions.
pub(crate) fn view<'b>(ctxt: &Ctxt, bump: &'b Bump, input: &DeriveInput) -> Option<Lowered<'b>> {
    if !item::not_generic(ctxt, &input.generics, "a view") {
        return None;
    }
    let mut declared = Declaration::read(ctxt, bump, input, attr::view_attrs(ctxt, input), "View")?;
    declared.queries.retain(|query| is_read(ctxt, query));
    let fragments = Fragments::new(&declared.attrs);
    let scope = declared.scope(ctxt, bump, &fragments);
    fragments.check(&scope, &[]);
    let view = text(ctxt, &declared.attrs, &input.ident);
    let query =
        view.as_ref().map_or(ViewQuery { select: [&[]; Dialect::ALL.len()] }, |view| view.query(bump));
    let model = TableModel { view: Some(query), ..declared.model(bump) };
    // The columns that identify a row, for pages. The database has no key.
    let is_key = |at: &usize| scope.fields[*at].attrs.primary_key.is_some();
    let columns: Vec<usize> = (0..scope.fields.len()).filter(is_key).collect();
    let key = Key { name: "", kind: KeyKind::Primary, columns: bump.alloc_slice_copy(&columns) };
    let keys: &[Key<'_>] =
        bump.alloc_slice_copy(if columns.is_empty() { &[] } else { std::slice::from_ref(&key) });
    let queries = declared.queries(&scope, &model, keys, &[]);
    let asserts = scope.asserts.into_inner();
    Some(Lowered { asserts, view, ..declared.lowered(model, queries) })
}

/// Returns whether a query only reads, and reports an error otherwise.
fn is_read(ctxt: &Ctxt, query: &QueryAttr) -> bool {
    let reads = query.kind.statement_kind().is_read();
    if !reads {
        let kinds = QueryKind::ALL.into_iter().filter(|kind| kind.statement_kind() == StatementKind::Read);
        let kinds: Vec<&str> = kinds.map(QueryKind::name).collect();
        let message = format!(
            "a view is read-only, and `{}` writes: use one of `{}`, or declare the query on a table",
            query.word,
            kinds.join("`, `")
        );
        ctxt.error(&query.word, message);
    }
    reads
}

/// Lowers the query of the view.
fn text(ctxt: &Ctxt, attrs: &TableAttrs, ident: &Ident) -> Option<ViewText> {
    let ViewAttr { select, by_dialect } = attrs.view.as_ref()?;
    let literals: [&LitStr; Dialect::ALL.len()] = match (select, by_dialect) {
        (Some((_, text)), [None, None]) => [text, text],
        (None, [Some((_, mssql)), Some((_, sqlite))]) => [mssql, sqlite],
        (Some(_), [Some((word, _)), _] | [None, Some((word, _))]) => {
            let message = format!(
                "`{word}` and `select` are both queries of the view: use `select` for all engines, or `mssql` and `sqlite`"
            );
            ctxt.error(word, message);
            return None;
        }
        (None, [Some((word, _)), None] | [None, Some((word, _))]) => {
            let other = if word == Dialect::Mssql.name() { Dialect::Sqlite } else { Dialect::Mssql };
            ctxt.error(
                word,
                format!("the view has no query for {}: add `{} = \"…\"`", other.product(), other.name()),
            );
            return None;
        }
        (None, [None, None]) => {
            let message = "a view requires its query: add `#[view(select = \"SELECT … FROM {Order}\")]`, or `mssql = \"…\"` and \
                           `sqlite = \"…\"`";
            ctxt.error(ident, message);
            return None;
        }
    };
    let is_portable = select.is_some();
    let mut parts: [Vec<SqlTextPart>; Dialect::ALL.len()] = Default::default();
    for (at, literal) in literals.iter().enumerate() {
        if is_portable && at > 0 {
            parts[at] = parts[0].clone();
            continue;
        }
        let dialect = (!is_portable).then_some(Dialect::ALL[at]);
        let read = sql_text::read(ctxt, literal, dialect, Form::View)?;
        if !read.kind.is_read() {
            ctxt.error(literal, "a view is a query: write `SELECT …`, without words that change something");
        }
        let of_itself = |part: &SqlTextPart| matches!(part, SqlTextPart::Table(path) if path.is_ident(ident));
        if read.parts.iter().any(of_itself) {
            ctxt.error(literal, format!("a view cannot select from itself: remove `{{{ident}}}`"));
            return None;
        }
        parts[at] = read.parts;
        // The text that follows the query must not become a part of its comment.
        if let Some(SqlTextPart::Text(last)) = parts[at].last_mut()
            && last.lines().last().is_some_and(|line| line.contains("--"))
        {
            last.push('\n');
        }
    }
    Some(ViewText { parts })
}
