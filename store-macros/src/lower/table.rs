//! `#[derive(Table)]`: a struct for the rows of a table.

use bumpalo::Bump;
use store_core::schema::TableModel;
use syn::DeriveInput;

use super::declaration::Declaration;
use super::fragment::Fragments;
use super::{Lowered, existing, foreign_key, generated, index, item, key, merge, name, version};
use crate::attr::TableAttrs;
use crate::ctxt::Ctxt;

/// Lowers a struct and reports errors. After an error, the result only lists the declared constants and functions.
pub(crate) fn table<'b>(ctxt: &Ctxt, bump: &'b Bump, input: &DeriveInput) -> Option<Lowered<'b>> {
    if !item::not_generic(ctxt, &input.generics, "a table") {
        return None;
    }
    let attrs = TableAttrs::parse(ctxt, input);
    let declared = Declaration::read(ctxt, bump, input, attrs, "Table")?;
    let attrs = &declared.attrs;
    let fragments = Fragments::new(attrs);
    let scope = declared.scope(ctxt, bump, &fragments);
    generated::assert(&scope);
    let mut names = name::Names::new(ctxt, &declared.name);
    names.add_columns(scope.fields, scope.columns);
    let keys = key::lower(&scope, &mut names, attrs, &input.ident);
    let constants = key::constants(&scope, &keys, &input.ident);
    merge::check(&scope, &keys);
    generated::check(&scope, &keys, attrs, &input.ident);
    let version = version::lower(&scope, &keys);
    fragments.check(&scope, &keys);
    let indexes = index::lower(&scope, &mut names, &attrs.indexes);
    let (foreign_keys, references) =
        foreign_key::lower(&scope, &mut names, attrs, declared.schema.as_deref());
    let checks = index::checks(&scope, &mut names, &attrs.checks);
    generated::check_uses(&scope, attrs, &indexes, (&foreign_keys, &references), &checks);
    let model = TableModel {
        keys: bump.alloc_slice_copy(&keys),
        indexes: bump.alloc_slice_copy(&indexes),
        foreign_keys: bump.alloc_slice_copy(&foreign_keys),
        checks: bump.alloc_slice_copy(&checks),
        without_rowid: attrs.without_rowid.is_some(),
        not_strict: attrs.not_strict.is_some(),
        undeclared: existing::undeclared(&scope, attrs),
        returning: attrs.returning.is_some() || attrs.insert.is_some(),
        version,
        ..declared.model(bump)
    };
    let queries = declared.queries(&scope, &model, model.keys, &references);
    let asserts = scope.asserts.into_inner();
    Some(Lowered { constants, asserts, ..declared.lowered(model, queries) })
}
