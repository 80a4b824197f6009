//! `#[derive(FromRow)]`: a struct for the rows of a query.

use store_core::SqlType;
use syn::spanned::Spanned;
use syn::{DeriveInput, Ident, Path};

use super::column::{FieldInfo, is_skipped};
use super::{column_type, item};
use crate::attr;
use crate::ctxt::Ctxt;

/// A struct for the rows of a query.
pub(crate) struct RowStruct {
    pub(crate) krate: Path,
    /// The fields that are columns, with their types.
    pub(crate) fields: Vec<(FieldInfo, SqlType)>,
    /// The fields that are not columns.
    pub(crate) skipped: Vec<Ident>,
}

/// Lowers a struct; errors are reported.
pub(crate) fn from_row(ctxt: &Ctxt, input: &DeriveInput) -> Option<RowStruct> {
    if !item::not_generic(ctxt, &input.generics, "a row") {
        return None;
    }
    let krate = attr::from_row_krate(ctxt, input);
    let named = item::named_fields(ctxt, input, "FromRow")?;
    let (mut fields, mut skipped) = (Vec::new(), Vec::new());
    for field in &named.named {
        let Some(ident) = &field.ident else { continue };
        let attrs = attr::read_attrs(ctxt, field);
        if is_skipped(ctxt, &attrs) {
            skipped.push(ident.clone());
            continue;
        }
        let info = FieldInfo::new(ctxt, field, ident, attrs);
        let ty = column_type::lower(ctxt, &info);
        fields.push((info, ty));
    }
    if fields.is_empty() {
        ctxt.error_at(named.span(), "a row has at least one column: add a field");
    }
    Some(RowStruct { krate, fields, skipped })
}
