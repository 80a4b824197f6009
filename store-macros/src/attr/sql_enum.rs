//! `#[sql_enum(…)]` on an enum and on its variants.

use syn::parse::ParseStream;
use syn::{Attribute, Ident, LitStr, Path};

use super::case::Case;
use super::column::Digits;
use super::parse::{Name, args, default_crate, krate, once, unknown, value};
use crate::ctxt::Ctxt;

/// The contents of `#[sql_enum(…)]` on an enum.
#[derive(Default)]
pub(crate) struct EnumAttrs {
    krate: Option<Path>,
    pub(crate) rename_all: Option<Case>,
    pub(crate) len: Option<Digits>,
    /// `repr = i16`: the type of the integers that store the variants.
    pub(crate) repr: Option<Ident>,
}

impl EnumAttrs {
    pub(crate) fn parse(ctxt: &Ctxt, attrs: &[Attribute]) -> Self {
        let mut parsed = Self::default();
        for attr in sql_enum(attrs) {
            ctxt.parsed(attr.parse_args_with(|input: ParseStream<'_>| {
                args(input, |word, input| match word.to_string().as_str() {
                    "crate" => once(&mut parsed.krate, word, krate(input)?),
                    "rename_all" => {
                        once(&mut parsed.rename_all, word, Case::parse(&value::<LitStr>(input)?)?)
                    }
                    "len" => once(&mut parsed.len, word, value(input)?),
                    "repr" => once(&mut parsed.repr, word, value(input)?),
                    _ => Err(unknown("attribute", word, &["rename_all", "len", "repr", "crate"])),
                })
            }));
        }
        parsed
    }

    /// Returns the path of this library.
    pub(crate) fn krate(&self) -> Path {
        self.krate.clone().unwrap_or_else(default_crate)
    }
}

/// The contents of `#[sql_enum(…)]` on a variant.
#[derive(Default)]
pub(crate) struct VariantAttrs {
    pub(crate) rename: Option<Name>,
}

impl VariantAttrs {
    pub(crate) fn parse(ctxt: &Ctxt, attrs: &[Attribute]) -> Self {
        let mut parsed = Self::default();
        for attr in sql_enum(attrs) {
            ctxt.parsed(attr.parse_args_with(|input: ParseStream<'_>| {
                args(input, |word, input| match word.to_string().as_str() {
                    "rename" => once(&mut parsed.rename, word, value(input)?),
                    _ => Err(unknown("attribute", word, &["rename"])),
                })
            }));
        }
        parsed
    }
}

fn sql_enum(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| attr.path().is_ident("sql_enum"))
}
