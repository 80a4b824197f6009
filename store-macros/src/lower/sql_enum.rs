//! `#[derive(SqlEnum)]`: an enum of unit variants, each stored as a string.

use std::collections::HashMap;

use store_core::derive::limits::MAX_NVARCHAR;
use store_core::utf16_len;
use syn::ext::IdentExt;
use syn::{Data, DeriveInput, Fields, Ident, Path, Variant};

use super::item;
use crate::attr::{Case, EnumAttrs, VariantAttrs};
use crate::ctxt::Ctxt;

/// An enum whose variants are stored as strings.
pub(crate) struct EnumInfo<'i> {
    pub(crate) krate: Path,
    pub(crate) variants: Vec<(&'i Ident, String)>,
    /// The length of the column in UTF-16 code units.
    pub(crate) len: u32,
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
    Some(EnumInfo { krate: attrs.krate(), variants, len: attrs.len.map_or(longest, |len| len.value) })
}

/// Returns the string that stores a variant. No other variant has it, even if case and trailing spaces are ignored.
fn stored(ctxt: &Ctxt, variant: &Variant, case: Option<Case>, taken: &mut HashMap<String, String>) -> String {
    if !matches!(variant.fields, Fields::Unit) {
        ctxt.error(&variant.fields, "a variant cannot have fields: remove them");
    }
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
