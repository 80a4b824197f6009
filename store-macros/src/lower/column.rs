//! Columns: one for each field that is not skipped.

use std::collections::HashMap;

use bumpalo::Bump;
use store_core::derive::rules::ColumnRule;
use store_core::derive::{PackedStrings, default_name};
use store_core::ident::{self, MAX_LEN};
use store_core::schema::{Column, Columns, Merge};
use store_core::{Dialect, SqlType, utf16_len};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Field, FieldsNamed, Ident, Type, Visibility};

use super::rust_type::Known;
use super::{column_type, existing, generated, name};
use crate::attr::{self, ColumnAttrs, TableAttrs};
use crate::ctxt::Ctxt;

/// The names by which SQLite provides the row number of every table.
const ROW_NUMBERS: [&str; 3] = ["rowid", "oid", "_rowid_"];

/// Returns whether a field is no column, and reports other attributes that it has.
pub(super) fn is_skipped(ctxt: &Ctxt, attrs: &ColumnAttrs) -> bool {
    let Some(skip) = &attrs.skip else { return false };
    if attrs.has_more_than_skip() {
        ctxt.error(skip, "`skip` cannot be combined with other attributes: remove it or the others");
    }
    true
}

/// A field that is a column.
pub(crate) struct FieldInfo {
    pub(crate) ident: Ident,
    pub(crate) vis: Visibility,
    /// The field's name without `r#`.
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) known: Known,
    pub(crate) attrs: ColumnAttrs,
}

impl FieldInfo {
    pub(super) fn new(ctxt: &Ctxt, field: &Field, ident: &Ident, attrs: ColumnAttrs) -> Self {
        Self {
            ident: ident.clone(),
            vis: field.vis.clone(),
            name: ident.unraw().to_string(),
            ty: field.ty.clone(),
            known: column_type::known(ctxt, field, &attrs),
            attrs,
        }
    }

    /// Returns whether only the trait of the field's type knows the column's type.
    pub(crate) fn is_deferred(&self) -> bool {
        self.known.ty == SqlType::Deferred
    }
}

/// The fields of a struct.
pub(super) struct LoweredFields<'b> {
    pub(super) infos: Vec<FieldInfo>,
    pub(super) skipped: Vec<Ident>,
    pub(super) columns: Vec<Column<'b>>,
}

pub(super) fn lower<'b>(
    ctxt: &Ctxt,
    bump: &'b Bump,
    fields: &FieldsNamed,
    table: &TableAttrs,
    table_name: &str,
) -> LoweredFields<'b> {
    let mut lowered = LoweredFields { infos: Vec::new(), skipped: Vec::new(), columns: Vec::new() };
    let mut taken: HashMap<String, String> = HashMap::new();
    for field in &fields.named {
        let Some(ident) = &field.ident else { continue };
        let attrs = match table.view {
            Some(_) => attr::view_column_attrs(ctxt, field),
            None => ColumnAttrs::parse(ctxt, field),
        };
        if is_skipped(ctxt, &attrs) {
            lowered.skipped.push(ident.clone());
            continue;
        }
        let name = column_name(ctxt, ident, &attrs, table);
        if let Some(other) = taken.insert(name.to_ascii_lowercase(), ident.to_string()) {
            ctxt.error(
                ident,
                format!(
                    "duplicate column name `{name}`: field `{other}` has it already (names ignore case); use another name \
                     with `#[column(name = \"…\")]`"
                ),
            );
        }
        let info = FieldInfo::new(ctxt, field, ident, attrs);
        let column = column(ctxt, bump, field, &info, &name);
        // The columns of a view have no constraints.
        if table.view.is_none() {
            check_default_names(ctxt, &info, &column, table_name);
        }
        lowered.columns.push(column);
        lowered.infos.push(info);
    }
    check_earlier_names(ctxt, &lowered, &taken);
    if lowered.columns.is_empty() {
        ctxt.error_at(fields.span(), format!("a {} requires at least one column: add a field", table.kind()));
    }
    lowered
}

/// Checks the names that columns had in earlier versions; `taken` are the names of the columns.
fn check_earlier_names(ctxt: &Ctxt, lowered: &LoweredFields<'_>, taken: &HashMap<String, String>) {
    let mut earlier: HashMap<String, &Ident> = HashMap::new();
    for info in &lowered.infos {
        let Some(given) = &info.attrs.renamed_from else { continue };
        // The name exists, so that it need not be a plain identifier.
        let name = name::quoted(ctxt, given, "column").to_ascii_lowercase();
        if let Some(other) = taken.get(&name) {
            let message = if info.ident == other {
                "the column has this name: write the name that it had in an earlier version, or remove `renamed_from`"
                    .to_owned()
            } else {
                format!(
                    "`{}` is the name of field `{other}`: write a name that no column has, or remove `renamed_from`",
                    given.text
                )
            };
            ctxt.error_at(given.span, message);
        }
        if let Some(other) = earlier.insert(name, &info.ident) {
            ctxt.error_at(
                given.span,
                format!(
                    "`{}` is the earlier name of field `{other}` already: remove one of them",
                    given.text
                ),
            );
        }
    }
}

fn column<'b>(ctxt: &Ctxt, bump: &'b Bump, field: &Field, info: &FieldInfo, name: &str) -> Column<'b> {
    let ty = column_type::lower(ctxt, info);
    let mut column = Column::new(
        bump.alloc_str(name),
        bump.alloc_str(&info.name),
        bump.alloc_str(&attr::doc(&field.attrs)),
        ty,
        info.known.nullable,
    );
    column.default = generated::default(ctxt, bump, info, ty);
    column.generated = generated::lower(ctxt, bump, &info.attrs);
    column.default_name = default_name(ctxt, info).map(|name| &*bump.alloc_str(&name));
    column.check_name = check_name(ctxt, info, ty).map(|name| &*bump.alloc_str(&name));
    column.sql_type = existing::sql_type(ctxt, bump, &info.attrs);
    column.renamed_from = info.attrs.renamed_from.as_ref().map(|name| &*bump.alloc_str(&name.text));
    column.insert_only = info.attrs.insert_only.is_some();
    column.merge = match (&info.attrs.add, &info.attrs.keep) {
        (Some(_), _) => Merge::Add,
        (None, Some(_)) => Merge::Keep,
        (None, None) => Merge::Replace,
    };
    column
}

fn column_name(ctxt: &Ctxt, ident: &Ident, attrs: &ColumnAttrs, table: &TableAttrs) -> String {
    let (name, span) = match &attrs.name {
        Some(name) if attrs.quoted.is_some() => (name::quoted(ctxt, name, "column"), name.span),
        Some(name) => (name::checked(ctxt, name, "column"), name.span),
        None => {
            name::requires_name(ctxt, attrs.quoted.as_ref());
            let plain = ident.unraw().to_string();
            let name = table.rename_all.map_or_else(|| plain.clone(), |case| case.field(&plain));
            name::derived(ctxt, ident.span(), &name, ident::check(&name), "#[column(name = \"…\")]");
            (name, ident.span())
        }
    };
    if ROW_NUMBERS.iter().any(|reserved| name.eq_ignore_ascii_case(reserved)) {
        ctxt.error_at(
            span,
            format!(
                "`{name}` is SQLite's name for the row number: use another name with `#[column(name = \"…\")]`"
            ),
        );
    }
    name
}

fn default_name(ctxt: &Ctxt, info: &FieldInfo) -> Option<String> {
    let given = info.attrs.default_name.as_ref()?;
    if info.attrs.default.is_none() {
        ctxt.error_at(given.span, "`default_name` requires `default = …`: add it, or remove `default_name`");
    }
    Some(name::constraint(ctxt, given, "default"))
}

fn check_name(ctxt: &Ctxt, info: &FieldInfo, ty: SqlType) -> Option<String> {
    let given = info.attrs.check_name.as_ref()?;
    if let Err(reason) = ColumnRule::NamedCheck.check(ty, info.known.nullable, true) {
        ctxt.error_at(given.span, reason);
    }
    Some(name::constraint(ctxt, given, "check"))
}

/// Checks the length of the default names of the column's constraints.
fn check_default_names(ctxt: &Ctxt, info: &FieldInfo, column: &Column<'_>, table: &str) {
    let has_check = info.is_deferred() || Dialect::checks_column(column);
    let is_derived = (has_check && column.check_name.is_none())
        || (column.default.is_some() && column.default_name.is_none());
    let len = utf16_len(&default_name::of("ck", table, &[column.name]));
    // A name that is too long by itself already has an error.
    if is_derived && len > MAX_LEN && utf16_len(table) <= MAX_LEN && utf16_len(column.name) <= MAX_LEN {
        let span = info.attrs.name.as_ref().map_or_else(|| info.ident.span(), |name| name.span);
        ctxt.error_at(
            span,
            format!(
                "the default names of the column's constraints have {len} characters, at most {MAX_LEN} are allowed: shorten \
                 the name of the table or column, or add `check_name` and `default_name`"
            ),
        );
    }
}

/// Returns the columns as one list per property.
pub(super) fn by_property<'b>(bump: &'b Bump, columns: &[Column<'b>]) -> Columns<'b> {
    let insert_only = (0..columns.len()).filter(|at| columns[*at].insert_only);
    let merges = columns.iter().map(|column| column.merge).enumerate();
    let merges = merges.filter(|(_, merge)| *merge != Merge::Replace);
    let renamed = columns.iter().any(|column| column.field != column.name);
    let documented = columns.iter().any(|column| !column.doc.is_empty());
    Columns {
        names: strings(bump, columns, true, |column| column.name),
        fields: strings(bump, columns, renamed, |column| column.field),
        docs: strings(bump, columns, documented, |column| column.doc),
        types: bump.alloc_slice_fill_iter(columns.iter().map(|column| column.ty)),
        nullable: bump.alloc_slice_fill_iter(columns.iter().map(|column| column.nullable)),
        defaults: given(bump, columns, |column| column.default),
        generated: given(bump, columns, |column| column.generated),
        insert_only: bump.alloc_slice_copy(&insert_only.collect::<Vec<_>>()),
        merges: bump.alloc_slice_copy(&merges.collect::<Vec<_>>()),
        check_names: given(bump, columns, |column| column.check_name),
        default_names: given(bump, columns, |column| column.default_name),
        sql_types: given(bump, columns, |column| column.sql_type),
        renamed_from: given(bump, columns, |column| column.renamed_from),
    }
}

/// Returns the given properties with the positions of their columns.
fn given<'b, T: Copy>(
    bump: &'b Bump,
    columns: &[Column<'b>],
    property: impl Fn(&Column<'b>) -> Option<T>,
) -> &'b [(usize, T)] {
    let given = columns.iter().enumerate().filter_map(|(at, column)| Some((at, property(column)?)));
    bump.alloc_slice_copy(&given.collect::<Vec<_>>())
}

fn strings<'b>(
    bump: &'b Bump,
    columns: &[Column<'b>],
    wanted: bool,
    part: impl Fn(&Column<'b>) -> &'b str,
) -> PackedStrings<'b> {
    PackedStrings::Each(
        bump.alloc_slice_fill_iter(columns.iter().filter(|_| wanted).map(part).collect::<Vec<_>>()),
    )
}
