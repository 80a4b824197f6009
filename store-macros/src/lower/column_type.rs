//! The types of columns, from the type of a field and its `len`, `max`, `precision` and `scale`.

use store_core::SqlType;
use store_core::derive::limits::{MAX_NVARCHAR, MAX_VARBINARY};
use store_core::derive::rules;
use syn::{Field, Type};

use super::column::FieldInfo;
use super::rust_type::{Known, byte_array};
use crate::attr::{ColumnAttrs, Digits};
use crate::ctxt::Ctxt;

/// The maximum number of code units of text, or of bytes, of a column with `max`: 2 GB.
const MAX_LEN: u32 = i32::MAX as u32 / 2;

/// Reads the type of a field and reports types that columns cannot have; with `json`, any type is JSON.
pub(super) fn known(ctxt: &Ctxt, field: &Field, attrs: &ColumnAttrs) -> Known {
    let mut known = Known::of(&field.ty);
    if attrs.json.is_some() {
        known.ty = SqlType::Json;
    } else if matches!(field.ty, Type::Reference(_)) {
        ctxt.error(&field.ty, NO_REFERENCE);
    } else if let Some(message) = unsupported(&known.inner) {
        ctxt.error(&field.ty, message);
    }
    known
}

const NO_REFERENCE: &str = "a row owns its values: use `String` for text, `Vec<u8>` for bytes";

/// Returns the fix for a type that has no column type but is likely to be tried.
fn unsupported(ty: &Type) -> Option<&'static str> {
    if let Some(len) = byte_array(ty)
        && !(1..=MAX_VARBINARY).contains(&len)
    {
        return Some("unsupported length: an array has 1 to 8,000 bytes; use `Vec<u8>` for more");
    }
    if matches!(ty, Type::Reference(_)) {
        return Some(NO_REFERENCE);
    }
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    Some(match last.ident.to_string().as_str() {
        "Option" => "unsupported nested `Option`: a column has only one NULL",
        "u128" | "i128" => "unsupported integer type: use `i64`, or a `Decimal` with `precision`",
        "usize" | "isize" => "unsupported integer type, whose width depends on the machine: use `i64`",
        "char" => "unsupported type `char`: use a `String` with `len = 1`",
        _ => return None,
    })
}

/// Returns the type of a column.
pub(super) fn lower(ctxt: &Ctxt, info: &FieldInfo) -> SqlType {
    let attrs = &info.attrs;
    if let Some(max) = attrs.max.as_ref().filter(|_| attrs.len.is_none()) {
        ctxt.error(
            max,
            "`max` requires a `len` over 4,000: text without `len` has no maximum length already",
        );
    }
    match info.known.ty {
        ty @ SqlType::Text(_) => sized(ctxt, attrs, ty, MAX_NVARCHAR),
        ty @ SqlType::Bytes(_) => sized(ctxt, attrs, ty, MAX_VARBINARY),
        ty @ SqlType::Decimal { .. } => decimal(ctxt, info, ty),
        // The compiler checks that the type has a length or digits.
        SqlType::Deferred => {
            len(ctxt, attrs.len, attrs.max.is_some(), MAX_NVARCHAR);
            digits(ctxt, attrs.precision, attrs.scale);
            SqlType::Deferred
        }
        ty => {
            reject(ctxt, attrs.len, "`len` requires a field of type `String` or `Vec<u8>`: remove it");
            reject(ctxt, attrs.precision, "`precision` requires a field of type `Decimal`: remove it");
            reject(ctxt, attrs.scale, "`scale` requires a field of type `Decimal`: remove it");
            ty
        }
    }
}

fn reject(ctxt: &Ctxt, digits: Option<Digits>, message: &str) {
    if let Some(digits) = digits {
        ctxt.error_at(digits.span, message);
    }
}

fn sized(ctxt: &Ctxt, attrs: &ColumnAttrs, ty: SqlType, longest: u32) -> SqlType {
    reject(ctxt, attrs.precision, "`precision` requires a field of type `Decimal`: use `len`");
    reject(ctxt, attrs.scale, "`scale` requires a field of type `Decimal`: use `len`");
    len(ctxt, attrs.len, attrs.max.is_some(), longest);
    attrs.len.map_or(ty, |len| ty.with_len(len.value))
}

fn decimal(ctxt: &Ctxt, info: &FieldInfo, ty: SqlType) -> SqlType {
    reject(ctxt, info.attrs.len, "a decimal has no `len`: use `precision` and `scale`");
    let Some(precision) = info.attrs.precision else {
        if let Err(reason) = rules::has_digits(ty) {
            ctxt.error(&info.ty, reason);
        }
        return ty;
    };
    let scale = info.attrs.scale.unwrap_or(Digits { value: 0, span: precision.span });
    if !digits(ctxt, Some(precision), Some(scale)) {
        return ty;
    }
    match (u8::try_from(precision.value), u8::try_from(scale.value)) {
        (Ok(precision), Ok(scale)) => ty.with_precision(precision, scale),
        _ => ty,
    }
}

/// Checks a length; `longest` is the maximum without `max`.
pub(super) fn len(ctxt: &Ctxt, len: Option<Digits>, max: bool, longest: u32) {
    let Some(Digits { value, span }) = len else { return };
    if value == 0 {
        ctxt.error_at(span, "`len` must be at least 1");
    } else if value > longest && !max {
        ctxt.error_at(
            span,
            format!("`len` must be at most {longest}, unless the column is `(MAX)`: lower it, or add `max`"),
        );
    } else if value > MAX_LEN {
        ctxt.error_at(span, "`len` exceeds the 2 GB that a column can hold: lower it");
    }
}

/// Checks the digits of a decimal; returns `false` if they are invalid.
pub(super) fn digits(ctxt: &Ctxt, precision: Option<Digits>, scale: Option<Digits>) -> bool {
    match (precision, scale) {
        (None, None) => return true,
        (None, Some(scale)) => ctxt.error_at(scale.span, "`scale` requires `precision`: write both"),
        (Some(precision), scale) => {
            let scale = scale.unwrap_or(Digits { value: 0, span: precision.span });
            let Err((span, reason)) =
                rules::precision(precision.value).map_err(|reason| (precision.span, reason)).and_then(|()| {
                    rules::scale(scale.value, precision.value).map_err(|reason| (scale.span, reason))
                })
            else {
                return true;
            };
            ctxt.error_at(span, reason);
        }
    }
    false
}
