//! `#[from_row(…)]`, and `#[column(…)]` on the fields of a struct that is only read.

use syn::parse::ParseStream;
use syn::{DeriveInput, Field, Path};

use super::column::ColumnAttrs;
use super::parse::{args, default_crate, krate, once, unknown, value};
use crate::ctxt::Ctxt;

/// Returns the path of this library in `#[from_row(crate = "…")]`.
pub(crate) fn from_row_krate(ctxt: &Ctxt, input: &DeriveInput) -> Path {
    let mut path = None;
    for attr in input.attrs.iter().filter(|attr| attr.path().is_ident("from_row")) {
        ctxt.parsed(attr.parse_args_with(|input: ParseStream<'_>| {
            args(input, |word, input| match word.to_string().as_str() {
                "crate" => once(&mut path, word, krate(input)?),
                _ => Err(unknown("attribute", word, &["crate"])),
            })
        }));
    }
    path.unwrap_or_else(default_crate)
}

/// Parses the attributes of a field of a struct that is only read.
pub(crate) fn read_attrs(ctxt: &Ctxt, field: &Field) -> ColumnAttrs {
    let mut attrs = ColumnAttrs::default();
    for attr in field.attrs.iter().filter(|attr| attr.path().is_ident("column")) {
        ctxt.parsed(attr.parse_args_with(|input: ParseStream<'_>| {
            args(input, |word, input| match word.to_string().as_str() {
                "precision" => once(&mut attrs.precision, word, value(input)?),
                "scale" => once(&mut attrs.scale, word, value(input)?),
                "json" => once(&mut attrs.json, word, word.clone()),
                "skip" => once(&mut attrs.skip, word, word.clone()),
                _ => Err(unknown("attribute", word, &["precision", "scale", "json", "skip"])),
            })
        }));
    }
    attrs
}
