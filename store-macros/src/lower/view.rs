//! `#[derive(View)]`: a struct for the rows of a view.

use std::cell::RefCell;

use bumpalo::Bump;
use store_core::Dialect;
use store_core::schema::{Key, KeyKind, QueryKind, SqlPart, StatementKind, TableModel, ViewQuery};
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident, LitStr};

use super::column::{self, LoweredFields};
use super::fragment::Fragments;
use super::scope::Scope;
use super::sql_text::{self, Form, SqlTextPart};
use super::{Lowered, assert_columns, check_derives, check_whole, item, name, output, query};
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
    let attrs = attr::view_attrs(ctxt, input);
    let queries = read_only(ctxt, QueryAttr::parse_all(ctxt, input));
    let fields = item::named_fields(ctxt, input, "View")?;
    let schema = attrs.schema.as_ref().map(|schema| name::checked(ctxt, schema, "schema"));
    let name = name::table(ctxt, input, &attrs, schema.as_deref());
    let LoweredFields { infos, skipped, columns } = column::lower(ctxt, bump, fields, &attrs, &name);
    let fragments = Fragments::new(&attrs);
    let scope = Scope {
        ctxt,
        bump,
        columns: bump.alloc_slice_copy(&columns),
        fields: &infos,
        fragments: &fragments,
        asserts: RefCell::default(),
    };
    assert_columns(&scope);
    fragments.check(&scope, &[]);
    let view = text(ctxt, &attrs, &input.ident);
    let model = TableModel {
        schema: schema.map(|schema| &*bump.alloc_str(&schema)),
        name: bump.alloc_str(&name),
        doc: bump.alloc_str(&attr::doc(&input.attrs)),
        columns: column::by_property(bump, scope.columns),
        view: Some(
            view.as_ref().map_or(ViewQuery { select: [&[]; Dialect::ALL.len()] }, |view| view.query(bump)),
        ),
        ..TableModel::NONE
    };
    check_whole(ctxt, &model, fields.span(), &[]);
    output::check_names(&scope, &input.ident, &attrs, &queries);
    // The columns that identify a row, for pages. The database has no key.
    let key: Vec<usize> =
        (0..infos.len()).filter(|at| scope.fields[*at].attrs.primary_key.is_some()).collect();
    let keys = [Key { name: "", kind: KeyKind::Primary, columns: bump.alloc_slice_copy(&key) }];
    let keys: &[Key<'_>] = bump.alloc_slice_copy(if key.is_empty() { &[] } else { &keys });
    let queries = query::lower(&scope, &TableModel { keys, ..model }, &queries);
    fragments.unused(ctxt);
    check_derives(ctxt, &attrs, &queries);
    let asserts = scope.asserts.into_inner();
    let krate = attrs.krate();
    Some(Lowered {
        krate,
        model,
        fields: infos,
        skipped,
        constants: Vec::new(),
        queries,
        asserts,
        insert: None,
        derives: attrs.derives.unwrap_or_default(),
        view,
    })
}

/// Returns the queries that read, and reports the others.
fn read_only(ctxt: &Ctxt, queries: Vec<QueryAttr>) -> Vec<QueryAttr> {
    let is_read = |query: &QueryAttr| {
        let reads = query.kind.statement_kind().is_read();
        if !reads {
            let kinds =
                QueryKind::ALL.into_iter().filter(|kind| kind.statement_kind() == StatementKind::Read);
            let kinds: Vec<&str> = kinds.map(QueryKind::name).collect();
            let message = format!(
                "a view is read-only, and `{}` writes: use one of `{}`, or declare the query on a table",
                query.word,
                kinds.join("`, `")
            );
            ctxt.error(&query.word, message);
        }
        reads
    };
    queries.into_iter().filter(is_read).collect()
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
