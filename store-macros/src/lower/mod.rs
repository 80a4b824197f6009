//! Converts attributes to the model of store-core: resolves names and checks every rule.

mod clauses;
mod column;
mod column_type;
mod combine;
mod condition;
mod field;
mod foreign_key;
mod fragment;
mod from_row;
mod generated;
mod index;
mod item;
mod key;
mod literal;
mod many;
mod merge;
mod name;
mod order;
mod output;
mod params;
mod query;
mod rust_type;
mod scope;
mod sql;
mod sql_enum;
mod sql_text;
mod version;
mod view;

use std::cell::RefCell;

use bumpalo::Bump;
use proc_macro2::Span;
use store_core::conflicts;
use store_core::derive::limits;
use store_core::derive::rules::ColumnRule;
use store_core::schema::TableModel;
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident, Path};

pub(crate) use column::FieldInfo;
pub(crate) use field::field;
pub(crate) use from_row::{RowStruct, from_row};
pub(crate) use order::OrderChoice;
pub(crate) use output::OutputInfo;
pub(crate) use params::{Param, Role};
pub(crate) use query::QueryInfo;
pub(crate) use rust_type::{Known, Passing};
pub(crate) use scope::{Assertion, Check};
pub(crate) use sql::{WrittenQuery, sql};
pub(crate) use sql_enum::{Stored, sql_enum};
pub(crate) use sql_text::SqlTextPart;
pub(crate) use view::{ViewText, view};

use crate::attr::{self, QueryAttr, RowAttr, TableAttrs};
use crate::ctxt::Ctxt;
use column::LoweredFields;
use fragment::Fragments;
use scope::Scope;

/// A table or a view. Its declaration obeys all rules if no error was reported.
pub(crate) struct Lowered<'b> {
    pub(crate) krate: Path,
    pub(crate) model: TableModel<'b>,
    pub(crate) fields: Vec<FieldInfo>,
    /// The fields that are not columns.
    pub(crate) skipped: Vec<Ident>,
    /// The constants of unique keys, with the positions of the keys.
    pub(crate) constants: Vec<(usize, String)>,
    pub(crate) queries: Vec<QueryInfo<'b>>,
    pub(crate) asserts: Vec<Assertion<'b>>,
    /// The struct for inserts, with the derives of all structs that are emitted.
    pub(crate) insert: Option<Ident>,
    pub(crate) derives: Vec<Path>,
    /// The query of a view.
    pub(crate) view: Option<ViewText>,
}

/// Lowers a struct and reports errors. After an error, the result only lists the declared constants and functions.
pub(crate) fn table<'b>(ctxt: &Ctxt, bump: &'b Bump, input: &DeriveInput) -> Option<Lowered<'b>> {
    if !item::not_generic(ctxt, &input.generics, "a table") {
        return None;
    }
    let attrs = TableAttrs::parse(ctxt, input);
    let queries = QueryAttr::parse_all(ctxt, input);
    let fields = item::named_fields(ctxt, input, "Table")?;
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
    generated::assert(&scope);
    let mut names = name::Names::new(ctxt, &name);
    names.add_columns(&infos, &columns);
    let keys = key::lower(&scope, &mut names, &attrs, &input.ident);
    let constants = key::constants(&scope, &keys, &input.ident);
    merge::check(&scope, &keys);
    generated::check(&scope, &keys, &attrs, &input.ident);
    let version = version::lower(&scope, &keys);
    fragments.check(&scope, &keys);
    let indexes = index::lower(&scope, &mut names, &attrs.indexes);
    let (foreign_keys, references) = foreign_key::lower(&scope, &mut names, &attrs, schema.as_deref());
    let checks = index::checks(&scope, &mut names, &attrs.checks);
    generated::check_uses(&scope, &attrs, &indexes, (&foreign_keys, &references), &checks);
    let model = TableModel {
        schema: schema.map(|schema| &*bump.alloc_str(&schema)),
        name: bump.alloc_str(&name),
        doc: bump.alloc_str(&attr::doc(&input.attrs)),
        columns: column::by_property(bump, scope.columns),
        keys: bump.alloc_slice_copy(&keys),
        indexes: bump.alloc_slice_copy(&indexes),
        foreign_keys: bump.alloc_slice_copy(&foreign_keys),
        checks: bump.alloc_slice_copy(&checks),
        without_rowid: attrs.without_rowid.is_some(),
        returning: attrs.returning.is_some() || attrs.insert.is_some(),
        version,
        view: None,
    };
    check_whole(ctxt, &model, fields.span(), &references);
    output::check_names(&scope, &input.ident, &attrs, &queries);
    let queries = query::lower(&scope, &model, &queries);
    fragments.unused(ctxt);
    check_derives(ctxt, &attrs, &queries);
    let asserts = scope.asserts.into_inner();
    let krate = attrs.krate();
    let (insert, derives) = (attrs.insert.map(|insert| insert.name), attrs.derives.unwrap_or_default());
    let view = None;
    Some(Lowered { krate, model, fields: infos, skipped, constants, queries, asserts, insert, derives, view })
}

/// Reports derives of structs if there are no structs.
fn check_derives(ctxt: &Ctxt, attrs: &TableAttrs, queries: &[QueryInfo<'_>]) {
    let declares = |query: &QueryInfo<'_>| matches!(query.outputs.row, Some(RowAttr::As(_)));
    if let Some(derives) = &attrs.derives
        && attrs.insert.is_none()
        && !queries.iter().any(declares)
        && !ctxt.failed()
    {
        let message = if attrs.view.is_some() {
            "`derive` is for the structs that the queries declare: add `as …` to a query, or remove `derive`"
        } else {
            "`derive` is for the structs that the attributes declare: add `insert as …` to the table or `as …` to a query, or \
             remove `derive`"
        };
        ctxt.error(derives.first(), message);
    }
}

/// Adds the assertions for `check_name` of columns whose types only their traits know.
fn assert_columns(scope: &Scope<'_, '_>) {
    for (at, info) in scope.fields.iter().enumerate().filter(|(_, info)| info.is_deferred()) {
        if let Some(name) = &info.attrs.check_name {
            scope.assert(name.span, at, Check::Column(ColumnRule::NamedCheck));
        }
    }
}

/// Checks the limits and the foreign keys of a table, unless it has errors, from which more would follow.
fn check_whole(ctxt: &Ctxt, model: &TableModel<'_>, fields: Span, references: &[Span]) {
    if ctxt.failed() {
        return;
    }
    if let Err(limit) = limits::table(model) {
        ctxt.error_at(fields, limit);
    }
    for conflict in conflicts(&[model]) {
        let key = model.foreign_keys.iter().position(|key| Some(key.name) == conflict.foreign_key.as_deref());
        ctxt.error_at(key.map_or(fields, |at| references[at]), conflict.reason);
    }
}
