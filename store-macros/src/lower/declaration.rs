//! The declaration of a table or a view: its attributes, columns and queries.

use std::cell::RefCell;

use bumpalo::Bump;
use proc_macro2::Span;
use store_core::conflicts;
use store_core::derive::limits;
use store_core::derive::rules::ColumnRule;
use store_core::schema::{Column, Key, TableModel};
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident};

use super::column::{self, FieldInfo, LoweredFields};
use super::fragment::Fragments;
use super::query::{self, QueryInfo};
use super::scope::{Check, Scope};
use super::{Lowered, item, name, output};
use crate::attr::{self, QueryAttr, RowAttr, TableAttrs};
use crate::ctxt::Ctxt;

/// The attributes and the columns of a struct.
pub(super) struct Declaration<'i, 'b> {
    input: &'i DeriveInput,
    pub(super) attrs: TableAttrs,
    pub(super) queries: Vec<QueryAttr>,
    pub(super) schema: Option<String>,
    pub(super) name: String,
    pub(super) infos: Vec<FieldInfo>,
    skipped: Vec<Ident>,
    columns: &'b [Column<'b>],
    fields: Span,
}

impl<'i, 'b> Declaration<'i, 'b> {
    /// Reads the struct; `derive` is the name of the derive.
    pub(super) fn read(
        ctxt: &Ctxt,
        bump: &'b Bump,
        input: &'i DeriveInput,
        attrs: TableAttrs,
        derive: &str,
    ) -> Option<Self> {
        let queries = QueryAttr::parse_all(ctxt, input);
        let fields = item::named_fields(ctxt, input, derive)?;
        let schema = attrs.schema.as_ref().map(|schema| name::checked(ctxt, schema, "schema"));
        let name = name::table(ctxt, input, &attrs, schema.as_deref());
        let LoweredFields { infos, skipped, columns } = column::lower(ctxt, bump, fields, &attrs, &name);
        let columns = bump.alloc_slice_copy(&columns);
        Some(Self { input, attrs, queries, schema, name, infos, skipped, columns, fields: fields.span() })
    }

    /// Returns the state of lowering, with the assertions about the columns themselves.
    pub(super) fn scope<'c>(
        &'c self,
        ctxt: &'c Ctxt,
        bump: &'b Bump,
        fragments: &'c Fragments<'c>,
    ) -> Scope<'c, 'b> {
        let (columns, fields) = (self.columns, &self.infos);
        let scope = Scope { ctxt, bump, columns, fields, fragments, asserts: RefCell::default() };
        for (at, info) in fields.iter().enumerate().filter(|(_, info)| info.is_deferred()) {
            if let Some(name) = &info.attrs.check_name {
                scope.assert(name.span, at, Check::Column(ColumnRule::NamedCheck));
            }
        }
        scope
    }

    /// Returns the description of a table or a view without keys.
    pub(super) fn model(&self, bump: &'b Bump) -> TableModel<'b> {
        TableModel {
            schema: self.schema.as_ref().map(|schema| &*bump.alloc_str(schema)),
            name: bump.alloc_str(&self.name),
            doc: bump.alloc_str(&attr::doc(&self.input.attrs)),
            columns: column::by_property(bump, self.columns),
            ..TableModel::NONE
        }
    }

    /// Lowers the queries, whose pages start after the columns of a key of `keys`, and checks the whole; `references` are the places of
    /// the foreign keys.
    pub(super) fn queries(
        &self,
        scope: &Scope<'_, 'b>,
        model: &TableModel<'b>,
        keys: &'b [Key<'b>],
        references: &[Span],
    ) -> Vec<QueryInfo<'b>> {
        let ctxt = scope.ctxt;
        check_whole(ctxt, model, self.fields, references);
        output::check_names(scope, &self.input.ident, &self.attrs, &self.queries);
        let queries = query::lower(scope, &TableModel { keys, ..*model }, &self.queries);
        scope.fragments.unused(ctxt);
        check_derives(ctxt, &self.attrs, &queries);
        queries
    }

    /// Returns the table or the view without the parts that only one of them has.
    pub(super) fn lowered(self, model: TableModel<'b>, queries: Vec<QueryInfo<'b>>) -> Lowered<'b> {
        let krate = self.attrs.krate();
        Lowered {
            krate,
            model,
            fields: self.infos,
            skipped: self.skipped,
            constants: Vec::new(),
            queries,
            asserts: Vec::new(),
            insert: self.attrs.insert.map(|insert| insert.name),
            derives: self.attrs.derives.unwrap_or_default(),
            view: None,
        }
    }
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
