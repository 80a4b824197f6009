//! `#[column(…)]`.

use proc_macro2::Span;
use syn::{Field, Ident, LitInt};

use super::generated::{ComputedAttr, DefaultAttr, EngineSqlAttr, IdentityAttr};
use super::parse::{Name, args, expect, once, unknown, value};
use super::table::References;
use crate::ctxt::Ctxt;

const WORDS: [&str; 25] = [
    "name",
    "quoted",
    "renamed_from",
    "primary_key",
    "unique",
    "len",
    "max",
    "precision",
    "scale",
    "default",
    "default_name",
    "sql_type",
    "generated",
    "identity",
    "computed",
    "stored",
    "version",
    "rowversion",
    "check_name",
    "json",
    "insert_only",
    "add",
    "keep",
    "references",
    "skip",
];

/// The contents of `#[column(…)]`.
#[derive(Default)]
pub(crate) struct ColumnAttrs {
    pub(crate) name: Option<Name>,
    /// `quoted`: the name of an existing column, which is not a plain identifier.
    pub(crate) quoted: Option<Ident>,
    /// The name that the column had in an earlier version.
    pub(crate) renamed_from: Option<Name>,
    pub(crate) primary_key: Option<Ident>,
    pub(crate) unique: Option<Ident>,
    pub(crate) len: Option<Digits>,
    pub(crate) max: Option<Ident>,
    pub(crate) precision: Option<Digits>,
    pub(crate) scale: Option<Digits>,
    pub(crate) default: Option<DefaultAttr>,
    pub(crate) default_name: Option<Name>,
    /// The type of an existing column.
    pub(crate) sql_type: Option<EngineSqlAttr>,
    pub(crate) generated: Option<Ident>,
    pub(crate) identity: Option<IdentityAttr>,
    pub(crate) computed: Option<ComputedAttr>,
    pub(crate) stored: Option<Ident>,
    pub(crate) version: Option<Ident>,
    pub(crate) rowversion: Option<Ident>,
    pub(crate) check_name: Option<Name>,
    pub(crate) json: Option<Ident>,
    pub(crate) insert_only: Option<Ident>,
    pub(crate) add: Option<Ident>,
    pub(crate) keep: Option<Ident>,
    pub(crate) references: Option<References>,
    pub(crate) skip: Option<Ident>,
}

/// A number with its span.
#[derive(Clone, Copy)]
pub(crate) struct Digits {
    pub(crate) value: u32,
    pub(crate) span: Span,
}

impl syn::parse::Parse for Digits {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        let message = "expected an integer from 0 to 4294967295";
        let literal: LitInt = expect(input, message)?;
        let value = literal.base10_parse().map_err(|_| syn::Error::new(literal.span(), message))?;
        Ok(Self { value, span: literal.span() })
    }
}

impl ColumnAttrs {
    pub(crate) fn parse(ctxt: &Ctxt, field: &Field) -> Self {
        let mut attrs = Self::default();
        for attr in field.attrs.iter().filter(|attr| attr.path().is_ident("column")) {
            ctxt.parsed(attr.parse_args_with(|input: syn::parse::ParseStream<'_>| {
                args(input, |word, input| match word.to_string().as_str() {
                    "name" => once(&mut attrs.name, word, value(input)?),
                    "quoted" => once(&mut attrs.quoted, word, word.clone()),
                    "renamed_from" => once(&mut attrs.renamed_from, word, value(input)?),
                    "primary_key" => once(&mut attrs.primary_key, word, word.clone()),
                    "unique" => once(&mut attrs.unique, word, word.clone()),
                    "len" => once(&mut attrs.len, word, value(input)?),
                    "max" => once(&mut attrs.max, word, word.clone()),
                    "precision" => once(&mut attrs.precision, word, value(input)?),
                    "scale" => once(&mut attrs.scale, word, value(input)?),
                    "default" => once(&mut attrs.default, word, DefaultAttr::parse_after(word, input)?),
                    "default_name" => once(&mut attrs.default_name, word, value(input)?),
                    "sql_type" => once(&mut attrs.sql_type, word, EngineSqlAttr::parse(word, input)?),
                    "generated" => once(&mut attrs.generated, word, word.clone()),
                    "identity" => once(&mut attrs.identity, word, IdentityAttr::parse(word, input)?),
                    "computed" => once(&mut attrs.computed, word, ComputedAttr::parse(word, input)?),
                    "stored" => once(&mut attrs.stored, word, word.clone()),
                    "version" => once(&mut attrs.version, word, word.clone()),
                    "rowversion" => once(&mut attrs.rowversion, word, word.clone()),
                    "check_name" => once(&mut attrs.check_name, word, value(input)?),
                    "json" => once(&mut attrs.json, word, word.clone()),
                    "insert_only" => once(&mut attrs.insert_only, word, word.clone()),
                    "add" => once(&mut attrs.add, word, word.clone()),
                    "keep" => once(&mut attrs.keep, word, word.clone()),
                    "references" => once(&mut attrs.references, word, References::parse(word, input)?),
                    "skip" => once(&mut attrs.skip, word, word.clone()),
                    _ => Err(unknown("attribute", word, &WORDS)),
                })
            }));
        }
        attrs
    }

    /// Returns whether an insert writes the column, whose value the database does not make.
    pub(crate) fn is_inserted(&self) -> bool {
        self.identity.is_none()
            && self.computed.is_none()
            && self.generated.is_none()
            && self.rowversion.is_none()
    }

    /// Returns whether there are words other than `skip`.
    pub(crate) fn has_more_than_skip(&self) -> bool {
        self.name.is_some()
            || self.renamed_from.is_some()
            || self.default.is_some()
            || self.default_name.is_some()
            || self.sql_type.is_some()
            || self.check_name.is_some()
            || self.identity.is_some()
            || self.computed.is_some()
            || self.references.is_some()
            || [&self.quoted, &self.primary_key, &self.unique, &self.max, &self.json]
                .iter()
                .any(|word| word.is_some())
            || [&self.generated, &self.stored, &self.version, &self.rowversion]
                .iter()
                .any(|word| word.is_some())
            || [&self.insert_only, &self.add, &self.keep].iter().any(|word| word.is_some())
            || [&self.len, &self.precision, &self.scale].iter().any(|digits| digits.is_some())
    }
}
