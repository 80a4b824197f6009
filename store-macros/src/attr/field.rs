//! `#[field(…)]`.

use syn::parse::ParseStream;
use syn::{DeriveInput, Ident, Path};

use super::column::Digits;
use super::parse::{args, default_crate, krate, once, unknown, value};
use crate::ctxt::Ctxt;

const WORDS: [&str; 5] = ["len", "max", "precision", "scale", "crate"];

/// The contents of `#[field(…)]`.
#[derive(Default)]
pub(crate) struct FieldAttrs {
    krate: Option<Path>,
    pub(crate) len: Option<Digits>,
    pub(crate) max: Option<Ident>,
    pub(crate) precision: Option<Digits>,
    pub(crate) scale: Option<Digits>,
}

impl FieldAttrs {
    pub(crate) fn parse(ctxt: &Ctxt, input: &DeriveInput) -> Self {
        let mut attrs = Self::default();
        for attr in input.attrs.iter().filter(|attr| attr.path().is_ident("field")) {
            ctxt.parsed(attr.parse_args_with(|input: ParseStream<'_>| {
                args(input, |word, input| match word.to_string().as_str() {
                    "crate" => once(&mut attrs.krate, word, krate(input)?),
                    "len" => once(&mut attrs.len, word, value(input)?),
                    "max" => once(&mut attrs.max, word, word.clone()),
                    "precision" => once(&mut attrs.precision, word, value(input)?),
                    "scale" => once(&mut attrs.scale, word, value(input)?),
                    _ => Err(unknown("attribute", word, &WORDS)),
                })
            }));
        }
        attrs
    }

    /// Returns the path of this library.
    pub(crate) fn krate(&self) -> Path {
        self.krate.clone().unwrap_or_else(default_crate)
    }
}
