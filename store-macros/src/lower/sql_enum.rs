//! `#[derive(SqlEnum)]`: an enum of unit variants, each stored as a string or as an integer.

use std::collections::HashMap;

use store_core::derive::limits::MAX_NVARCHAR;
use store_core::{IntType, utf16_len};
use syn::ext::IdentExt;
use syn::{Data, DataEnum, DeriveInput, Expr, ExprLit, ExprUnary, Fields, Ident, Lit, Path, UnOp, Variant};

use super::item;
use crate::attr::{Case, EnumAttrs, VariantAttrs};
use crate::ctxt::Ctxt;

/// An enum whose variants are stored as strings or as integers.
pub(crate) struct EnumInfo<'i> {
    pub(crate) krate: Path,
    pub(crate) stored: Stored<'i>,
}

/// The variants with the values that store them.
pub(crate) enum Stored<'i> {
    /// Strings, with the length of the column in UTF-16 code units.
    Text { variants: Vec<(&'i Ident, String)>, len: u32 },
    /// Integers of a type, which is given by its name too.
    Int { variants: Vec<(&'i Ident, i64)>, repr: IntType, name: Ident },
}

/// Lowers an enum; errors are reported. Returns `None` if the item is not an enum.
pub(crate) fn sql_enum<'i>(ctxt: &Ctxt, input: &'i DeriveInput) -> Option<EnumInfo<'i>> {
    let attrs = EnumAttrs::parse(ctxt, &input.attrs);
    let Data::Enum(data) = &input.data else {
        ctxt.error(&input.ident, "`SqlEnum` can only be derived for enums: derive `Field` for a newtype");
        return None;
    };
    if item::not_generic(ctxt, &input.generics, "an enum") && data.variants.is_empty() {
        ctxt.error(&input.ident, "an enum requires at least one variant: add one");
    }
    let stored = match &attrs.repr {
        Some(repr) => integers(ctxt, &attrs, repr, data),
        None => strings(ctxt, &attrs, data),
    };
    Some(EnumInfo { krate: attrs.krate(), stored })
}

/// The names of the types of integers.
const REPRS: [(&str, IntType); 7] = [
    ("i8", IntType::I8),
    ("i16", IntType::I16),
    ("i32", IntType::I32),
    ("i64", IntType::I64),
    ("u8", IntType::U8),
    ("u16", IntType::U16),
    ("u32", IntType::U32),
];

/// Returns the variants with their integers: the discriminants, which count on from the previous one as in Rust.
fn integers<'i>(ctxt: &Ctxt, attrs: &EnumAttrs, name: &Ident, data: &'i DataEnum) -> Stored<'i> {
    let repr = REPRS.iter().find(|(known, _)| name == known).map_or(IntType::I64, |(_, repr)| *repr);
    if !REPRS.iter().any(|(known, _)| name == known) {
        let names = REPRS.map(|(known, _)| known).join("`, `");
        ctxt.error(name, format!("unsupported type `{name}` of the integers: use one of `{names}`"));
    }
    if attrs.rename_all.is_some() || attrs.len.is_some() {
        let message = "`rename_all` and `len` are for variants that are stored as strings: remove them, or remove `repr`";
        ctxt.error(name, message);
    }
    let (least, greatest) = repr.column().int_range().unwrap_or_default();
    let mut next: i64 = 0;
    let mut variants = Vec::new();
    for variant in &data.variants {
        no_fields(ctxt, variant);
        if let Some(rename) = VariantAttrs::parse(ctxt, &variant.attrs).rename {
            let message = "`rename` is for variants that are stored as strings: remove it, or remove `repr`";
            ctxt.error_at(rename.span, message);
        }
        let number = match &variant.discriminant {
            None => next,
            Some((_, expr)) => number(ctxt, expr).unwrap_or(next),
        };
        if number < least || number > greatest {
            let message =
                format!("{number} is out of range for `{name}`: use another number, or a wider `repr`");
            ctxt.error(variant, message);
        }
        variants.push((&variant.ident, number));
        next = number.wrapping_add(1);
    }
    Stored::Int { variants, repr, name: name.clone() }
}

/// Returns the number of a discriminant.
fn number(ctxt: &Ctxt, expr: &Expr) -> Option<i64> {
    let (sign, literal) = match expr {
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => ("-", &**expr),
        other => ("", other),
    };
    let parsed = match literal {
        Expr::Lit(ExprLit { lit: Lit::Int(digits), .. }) => {
            format!("{sign}{}", digits.base10_digits()).parse().ok()
        }
        _ => None,
    };
    if parsed.is_none() {
        ctxt.error(expr, "expected a number of at most 64 bits: the derive does not evaluate expressions");
    }
    parsed
}

/// Returns the variants with their strings.
fn strings<'i>(ctxt: &Ctxt, attrs: &EnumAttrs, data: &'i DataEnum) -> Stored<'i> {
    let mut taken: HashMap<String, String> = HashMap::new();
    let variants: Vec<(&Ident, String)> = data
        .variants
        .iter()
        .map(|variant| (&variant.ident, stored(ctxt, variant, attrs.rename_all, &mut taken)))
        .collect();
    let units = |text: &String| u32::try_from(utf16_len(text)).unwrap_or(u32::MAX);
    let longest = variants.iter().map(|(_, text)| units(text)).max().unwrap_or(1);
    if let Some(len) = attrs.len.filter(|len| len.value < longest || len.value > MAX_NVARCHAR) {
        ctxt.error_at(
            len.span,
            format!("`len` must be between {longest}, the length of the longest variant, and {MAX_NVARCHAR}"),
        );
    }
    Stored::Text { variants, len: attrs.len.map_or(longest, |len| len.value) }
}

fn no_fields(ctxt: &Ctxt, variant: &Variant) {
    if !matches!(variant.fields, Fields::Unit) {
        ctxt.error(&variant.fields, "a variant cannot have fields: remove them");
    }
}

/// Returns the string that stores a variant. No other variant has it, even if case and trailing spaces are ignored.
fn stored(ctxt: &Ctxt, variant: &Variant, case: Option<Case>, taken: &mut HashMap<String, String>) -> String {
    no_fields(ctxt, variant);
    let name = variant.ident.unraw().to_string();
    let (text, span) = match VariantAttrs::parse(ctxt, &variant.attrs).rename {
        Some(rename) => (rename.text, rename.span),
        None => (case.map_or_else(|| name.clone(), |case| case.variant(&name)), variant.ident.span()),
    };
    if text.is_empty() || text != text.trim() || text.chars().any(char::is_control) {
        ctxt.error_at(
            span,
            "the string of a variant cannot be empty, start or end with spaces, or contain control characters",
        );
    }
    if utf16_len(&text) > MAX_NVARCHAR as usize {
        ctxt.error_at(
            span,
            format!("the string of a variant has at most {MAX_NVARCHAR} UTF-16 code units: shorten it"),
        );
    }
    if let Some(other) = taken.insert(text.to_lowercase(), name) {
        ctxt.error_at(
            span,
            format!("duplicate string: variant `{other}` has it already (case is ignored), rename one"),
        );
    }
    text
}
