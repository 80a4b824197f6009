//! `#[view(…)]`, and `#[column(…)]` on the fields of a view.

use store_core::Dialect;
use syn::parse::ParseStream;
use syn::{DeriveInput, Field, Ident, LitStr, Path};

use super::case::Case;
use super::column::ColumnAttrs;
use super::parse::{args, krate, list_with, once, unknown, value};
use super::table::{TableAttrs, fragments};
use crate::ctxt::Ctxt;

const WORDS: [&str; 10] =
    ["schema", "name", "quoted", "rename_all", "crate", "select", "mssql", "sqlite", "filter", "derive"];

const COLUMN_WORDS: [&str; 9] = ["name", "quoted", "key", "len", "max", "precision", "scale", "json", "skip"];

/// The query of a view as the attribute has it.
#[derive(Default)]
pub(crate) struct ViewAttr {
    /// `select = "…"`, for all engines.
    pub(crate) select: Option<(Ident, LitStr)>,
    /// `mssql = "…"` and `sqlite = "…"`, in the order of [`Dialect::ALL`].
    pub(crate) by_dialect: [Option<(Ident, LitStr)>; Dialect::ALL.len()],
}

/// Parses the attributes of a view.
pub(crate) fn view_attrs(ctxt: &Ctxt, input: &DeriveInput) -> TableAttrs {
    let (mut attrs, mut view) = (TableAttrs::default(), ViewAttr::default());
    for attr in input.attrs.iter().filter(|attr| attr.path().is_ident("view")) {
        ctxt.parsed(attr.parse_args_with(|input: ParseStream<'_>| {
            args(input, |word, input| {
                let query = |place: &mut Option<_>| once(place, word, (word.clone(), value(input)?));
                match word.to_string().as_str() {
                    "schema" => once(&mut attrs.schema, word, value(input)?),
                    "name" => once(&mut attrs.name, word, value(input)?),
                    "quoted" => once(&mut attrs.quoted, word, word.clone()),
                    "rename_all" => once(&mut attrs.rename_all, word, Case::parse(&value::<LitStr>(input)?)?),
                    "crate" => once(&mut attrs.krate, word, krate(input)?),
                    "select" => query(&mut view.select),
                    "mssql" => query(&mut view.by_dialect[Dialect::Mssql as usize]),
                    "sqlite" => query(&mut view.by_dialect[Dialect::Sqlite as usize]),
                    "filter" => fragments(word, input).map(|filters| attrs.filters.extend(filters)),
                    "derive" => once(&mut attrs.derives, word, list_with(input, Path::parse_mod_style)?),
                    _ => Err(unknown("attribute", word, &WORDS)),
                }
            })
        }));
    }
    attrs.view = Some(view);
    attrs
}

/// Parses the attributes of a field of a view.
pub(crate) fn view_column_attrs(ctxt: &Ctxt, field: &Field) -> ColumnAttrs {
    let mut attrs = ColumnAttrs::default();
    for attr in field.attrs.iter().filter(|attr| attr.path().is_ident("column")) {
        ctxt.parsed(attr.parse_args_with(|input: ParseStream<'_>| {
            args(input, |word, input| match word.to_string().as_str() {
                "name" => once(&mut attrs.name, word, value(input)?),
                "quoted" => once(&mut attrs.quoted, word, word.clone()),
                "key" => once(&mut attrs.primary_key, word, word.clone()),
                "len" => once(&mut attrs.len, word, value(input)?),
                "max" => once(&mut attrs.max, word, word.clone()),
                "precision" => once(&mut attrs.precision, word, value(input)?),
                "scale" => once(&mut attrs.scale, word, value(input)?),
                "json" => once(&mut attrs.json, word, word.clone()),
                "skip" => once(&mut attrs.skip, word, word.clone()),
                _ => Err(unknown("attribute", word, &COLUMN_WORDS)),
            })
        }));
    }
    attrs
}
