//! Columns: one per field that is not skipped.

use std::collections::HashMap;

use bumpalo::Bump;
use proc_macro2::Span;
use store_core::ident::{self, MAX_LEN};
use store_core::schema::{Column, Merge};
use store_core::{Dialect, Literal, MAX_PRECISION, SqlType, default_name};
use syn::ext::IdentExt;
use syn::spanned::Spanned;
use syn::{Field, FieldsNamed, Ident, Type};

use super::condition::literal;
use super::name;
use crate::attr::{self, ColumnAttrs, Digits, TableAttrs};
use crate::ctxt::Ctxt;
use crate::types::{Known, byte_array};

/// Longest `NVARCHAR(n)` on SQL Server; a longer text is `NVARCHAR(MAX)`.
const MAX_NVARCHAR: u32 = 4_000;

/// Longest `VARBINARY(n)` on SQL Server.
const MAX_VARBINARY: u32 = 8_000;

/// Names by which SQLite lets a query reach the row number of every table.
const ROW_NUMBERS: [&str; 3] = ["rowid", "oid", "_rowid_"];

/// What is known of a field that is a column.
pub(crate) struct FieldInfo {
    pub(crate) ident: Ident,
    /// The field's name without `r#`.
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) known: Known,
    pub(crate) attrs: ColumnAttrs,
}

impl FieldInfo {
    /// Whether only the trait of the field's type knows the column's type.
    pub(crate) fn is_deferred(&self) -> bool {
        self.known.ty == SqlType::Deferred
    }
}

pub(super) fn lower<'b>(
    ctxt: &Ctxt,
    bump: &'b Bump,
    fields: &FieldsNamed,
    table: &TableAttrs,
    table_name: &str,
) -> (Vec<FieldInfo>, Vec<Ident>, Vec<Column<'b>>) {
    let (mut infos, mut skipped, mut columns) = (Vec::new(), Vec::new(), Vec::new());
    let mut taken: HashMap<String, String> = HashMap::new();
    for field in &fields.named {
        let Some(ident) = &field.ident else { continue };
        let attrs = ColumnAttrs::parse(ctxt, field);
        if let Some(skip) = &attrs.skip {
            if attrs.says_more_than_skip() {
                ctxt.error(skip, "a skipped field is no column: remove `skip` or the other words");
            }
            skipped.push(ident.clone());
            continue;
        }
        let name = column_name(ctxt, ident, &attrs, table);
        if let Some(other) = taken.insert(name.to_ascii_lowercase(), ident.to_string()) {
            ctxt.error(
                ident,
                format!("the column name `{name}` is that of the field `{other}` too (case does not count): rename one with `#[column(name = \"…\")]`"),
            );
        }
        let info = FieldInfo {
            ident: ident.clone(),
            name: ident.unraw().to_string(),
            ty: field.ty.clone(),
            known: known(ctxt, field, &attrs),
            attrs,
        };
        let ty = column_type(ctxt, &info);
        let doc = attr::doc(&field.attrs);
        let mut column = Column::new(
            bump.alloc_str(&name),
            bump.alloc_str(&info.name),
            bump.alloc_str(&doc),
            ty,
            info.known.nullable,
        );
        if let Some(default) = &info.attrs.default {
            let value = literal(ctxt, bump, default);
            check_default(ctxt, &info, ty, value, default.span);
            column.default = Some(value);
        }
        column.default_name = default_name(ctxt, &info).map(|name| &*bump.alloc_str(&name));
        column.check_name = check_name(ctxt, &info, ty).map(|name| &*bump.alloc_str(&name));
        check_made_names(ctxt, &info, &column, table_name);
        column.insert_only = info.attrs.insert_only.is_some();
        column.merge = match (&info.attrs.add, &info.attrs.keep) {
            (Some(_), _) => Merge::Add,
            (None, Some(_)) => Merge::Keep,
            (None, None) => Merge::Replace,
        };
        columns.push(column);
        infos.push(info);
    }
    if columns.is_empty() {
        ctxt.error_at(fields.span(), "a table needs at least one column: add a field");
    }
    (infos, skipped, columns)
}

fn column_name(ctxt: &Ctxt, ident: &Ident, attrs: &ColumnAttrs, table: &TableAttrs) -> String {
    let (name, span) = match &attrs.name {
        Some(name) => (name::checked(ctxt, name, "column"), name.span),
        None => {
            let plain = ident.unraw().to_string();
            let name = table.rename_all.map_or_else(|| plain.clone(), |case| case.of_field(&plain));
            name::derived(ctxt, ident.span(), &name, ident::check(&name), "#[column(name = \"…\")]");
            (name, ident.span())
        }
    };
    if ROW_NUMBERS.iter().any(|reserved| name.eq_ignore_ascii_case(reserved)) {
        ctxt.error_at(
            span,
            format!(
                "`{name}` is SQLite's name for the row number: choose another with `#[column(name = \"…\")]`"
            ),
        );
    }
    name
}

/// Holds the names of the constraints that a column has, where they are made of its own, to their length.
fn check_made_names(ctxt: &Ctxt, info: &FieldInfo, column: &Column<'_>, table: &str) {
    let checked = info.is_deferred() || Dialect::checks(column.ty);
    let made = (checked && column.check_name.is_none())
        || (column.default.is_some() && column.default_name.is_none());
    let len = default_name::of("ck", table, &[column.name]).len();
    // Names that are too long by themselves have their error.
    if made && len > MAX_LEN && table.len() <= MAX_LEN && column.name.len() <= MAX_LEN {
        let span = info.attrs.name.as_ref().map_or_else(|| info.ident.span(), |name| name.span);
        ctxt.error_at(
            span,
            format!("the names of the column's constraints, made of the table's and its own, would have {len} characters, more than {MAX_LEN}: shorten one, or give `check_name` and `default_name`"),
        );
    }
}

/// The name that a column's default is given.
fn default_name(ctxt: &Ctxt, info: &FieldInfo) -> Option<String> {
    let given = info.attrs.default_name.as_ref()?;
    if info.attrs.default.is_none() {
        ctxt.error_at(given.span, "`default_name` names a default: add `default = …`, or remove it");
    }
    Some(name::checked(ctxt, given, "default"))
}

/// The name that the check of a column's type is given.
fn check_name(ctxt: &Ctxt, info: &FieldInfo, ty: SqlType) -> Option<String> {
    let given = info.attrs.check_name.as_ref()?;
    if !info.is_deferred() && !Dialect::checks(ty) {
        ctxt.error_at(given.span, "a column of this type has no check of its own: remove `check_name`");
    }
    Some(name::checked(ctxt, given, "check"))
}

/// What the type's tokens say; behind `json` any type is JSON.
fn known(ctxt: &Ctxt, field: &Field, attrs: &ColumnAttrs) -> Known {
    let mut known = Known::of(&field.ty);
    if attrs.json.is_some() {
        known.ty = SqlType::Json;
    } else if matches!(field.ty, Type::Reference(_)) {
        ctxt.error(&field.ty, "a row owns its values: write `String` for text, `Vec<u8>` for bytes");
    } else if let Some(message) = unsupported(&known.inner) {
        ctxt.error(&field.ty, message);
    }
    known
}

/// The fix for types that are often tried and have no column type.
fn unsupported(ty: &Type) -> Option<&'static str> {
    if let Some(len) = byte_array(ty)
        && !(1..=MAX_VARBINARY).contains(&len)
    {
        return Some("an array column has 1 to 8,000 bytes: use `Vec<u8>` for more");
    }
    if matches!(ty, Type::Reference(_)) {
        return Some("a row owns its values: write `String` for text, `Vec<u8>` for bytes");
    }
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    Some(match last.ident.to_string().as_str() {
        "Option" => "a column has one NULL only: write `Option` once",
        "u64" | "u128" | "i128" => {
            "no engine has this integer type: use `i64`, or a `Decimal` with `precision`"
        }
        "usize" | "isize" => "the width of this type differs by machine: use `i64`",
        "i8" => "no engine has this integer type: use `i16`",
        "char" => "there is no column type for one character: use a `String` with `len = 1`",
        "NaiveDateTime" => "a timestamp needs its zone: use `DateTime<Utc>`",
        _ => return None,
    })
}

fn column_type(ctxt: &Ctxt, info: &FieldInfo) -> SqlType {
    let attrs = &info.attrs;
    if let Some(max) = attrs.max.as_ref().filter(|_| attrs.len.is_none()) {
        ctxt.error(
            max,
            "`max` allows a `len` over 4,000 and needs one: text without `len` has no bound already",
        );
    }
    match info.known.ty {
        ty @ (SqlType::Text(_) | SqlType::Bytes(_)) => sized(ctxt, attrs, ty),
        ty @ SqlType::Decimal { .. } => decimal(ctxt, info, ty),
        ty => {
            let deferred = ty == SqlType::Deferred;
            let words = [
                ("len", &attrs.len, deferred),
                ("precision", &attrs.precision, deferred),
                ("scale", &attrs.scale, deferred),
            ];
            for (word, digits, fits) in words {
                if let Some(digits) = digits.filter(|_| !fits) {
                    let fits = if word == "len" { "`String` and `Vec<u8>`" } else { "`Decimal`" };
                    ctxt.error_at(digits.span, format!("`{word}` fits {fits} only: remove it"));
                }
            }
            if deferred {
                check_len(ctxt, attrs.len, attrs.max.is_some());
                check_digits(ctxt, attrs.precision, attrs.scale);
            }
            ty
        }
    }
}

fn sized(ctxt: &Ctxt, attrs: &ColumnAttrs, ty: SqlType) -> SqlType {
    for (word, digits) in [("precision", &attrs.precision), ("scale", &attrs.scale)] {
        if let Some(digits) = digits {
            ctxt.error_at(digits.span, format!("`{word}` fits `Decimal` only: text and bytes have a `len`"));
        }
    }
    let Some(len) = attrs.len else { return ty };
    let most = if matches!(ty, SqlType::Text(_)) { MAX_NVARCHAR } else { MAX_VARBINARY };
    if len.value == 0 {
        ctxt.error_at(len.span, "`len` is at least 1");
    } else if len.value > most && attrs.max.is_none() {
        ctxt.error_at(
            len.span,
            format!("`len = {}` is over the {most} that SQL Server keeps in the row: lower it, or add `max` for a column without that bound", len.value),
        );
    } else if len.value > i32::MAX as u32 / 2 {
        ctxt.error_at(len.span, "`len` is over the 2 GB that a column holds: lower it");
    }
    ty.with_len(len.value)
}

fn decimal(ctxt: &Ctxt, info: &FieldInfo, ty: SqlType) -> SqlType {
    if let Some(len) = info.attrs.len {
        ctxt.error_at(len.span, "a decimal has `precision` and `scale`, no `len`");
    }
    let Some(precision) = info.attrs.precision else {
        ctxt.error(&info.ty, "a decimal needs its digits: write `#[column(precision = 19, scale = 4)]`");
        return ty;
    };
    let scale = info.attrs.scale.unwrap_or(Digits { value: 0, span: precision.span });
    if !check_digits(ctxt, Some(precision), Some(scale)) {
        return ty;
    }
    match (u8::try_from(precision.value), u8::try_from(scale.value)) {
        (Ok(precision), Ok(scale)) => ty.with_precision(precision, scale),
        _ => ty,
    }
}

fn check_default(ctxt: &Ctxt, info: &FieldInfo, ty: SqlType, value: Literal<'_>, span: Span) {
    if let Some(reason) = value.misfit(ty) {
        ctxt.error_at(span, format!("the default does not fit: {reason}"));
    } else if matches!(value, Literal::Null) {
        ctxt.error_at(
            span,
            format!(
                "a default of NULL says nothing: remove it, an `Option` such as `{}` is NULL by itself",
                info.name
            ),
        );
    }
}

/// Holds a length that a type of unknown kind is given to what text may have; the compiler holds it to the type.
pub(crate) fn check_len(ctxt: &Ctxt, len: Option<Digits>, max: bool) {
    let Some(len) = len else { return };
    if len.value == 0 {
        ctxt.error_at(len.span, "`len` is at least 1");
    } else if len.value > MAX_NVARCHAR && !max {
        ctxt.error_at(
            len.span,
            format!(
                "`len = {}` is over the {MAX_NVARCHAR} that SQL Server keeps in the row: lower it, or add `max` for a \
                 column without that bound",
                len.value
            ),
        );
    }
}

/// Holds the digits of a decimal to what both engines keep; tells whether they are fine.
pub(crate) fn check_digits(ctxt: &Ctxt, precision: Option<Digits>, scale: Option<Digits>) -> bool {
    let most = u32::from(MAX_PRECISION);
    match (precision, scale) {
        (None, Some(scale)) => ctxt.error_at(scale.span, "`scale` needs `precision`: write both"),
        (Some(precision), _) if !(1..=most).contains(&precision.value) => {
            ctxt.error_at(
                precision.span,
                format!("`precision` is 1 to {most}, the digits that `Decimal` keeps in full"),
            );
        }
        (Some(precision), Some(scale)) if scale.value > precision.value => {
            ctxt.error_at(
                scale.span,
                "`scale` is at most `precision`: it counts those of the digits that stand behind the point",
            );
        }
        _ => return true,
    }
    false
}
