//! `#[table(…)]`.

use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{DeriveInput, Ident, LitStr, Path, Token};

use super::case::Case;
use super::condition::{Clause, Condition};
use super::fragment::{Fragment, OrFragment};
use super::generated::EngineSqlAttr;
use super::parse::{
    Name, args, comma, default_crate, expect, krate, list, list_with, nested, once, parens, unknown, value,
    word,
};
use super::set::SetAttr;
use super::view::ViewAttr;
use crate::ctxt::Ctxt;

const WORDS: [&str; 19] = [
    "schema",
    "name",
    "quoted",
    "rename_all",
    "crate",
    "primary_key",
    "unique",
    "index",
    "foreign_key",
    "check",
    "check_sql",
    "filter",
    "set",
    "without_rowid",
    "not_strict",
    "undeclared",
    "insert",
    "derive",
    "returning",
];

/// The contents of `#[table(…)]`.
#[derive(Default)]
pub(crate) struct TableAttrs {
    pub(crate) schema: Option<Name>,
    pub(crate) name: Option<Name>,
    /// `quoted`: the name of an existing table, which is not a plain identifier.
    pub(crate) quoted: Option<Ident>,
    pub(crate) rename_all: Option<Case>,
    pub(super) krate: Option<Path>,
    pub(crate) primary_key: Option<KeyAttr>,
    pub(crate) uniques: Vec<KeyAttr>,
    pub(crate) indexes: Vec<IndexAttr>,
    pub(crate) foreign_keys: Vec<ForeignKeyAttr>,
    pub(crate) checks: Vec<CheckAttr>,
    /// `filter(name(conditions…), …)`.
    pub(crate) filters: Vec<Fragment<Condition>>,
    /// `set(name(column = value, …), …)`.
    pub(crate) sets: Vec<Fragment<SetAttr>>,
    pub(crate) without_rowid: Option<Ident>,
    pub(crate) not_strict: Option<Ident>,
    /// `undeclared("…", …)`: the parts of an existing table that the struct does not declare.
    pub(crate) undeclared: Option<Vec<Name>>,
    pub(crate) insert: Option<InsertAttr>,
    /// `derive(…)`: the derives of the structs that the derive emits.
    pub(crate) derives: Option<Vec<Path>>,
    pub(crate) returning: Option<Ident>,
    /// The query, if this is a view.
    pub(crate) view: Option<ViewAttr>,
}

/// `insert as Name`.
pub(crate) struct InsertAttr {
    pub(crate) word: Ident,
    pub(crate) name: Ident,
}

/// `primary_key(name = "…", columns(…))`, `unique(…)`.
pub(crate) struct KeyAttr {
    pub(crate) word: Ident,
    pub(crate) name: Option<Name>,
    pub(crate) columns: Vec<Ident>,
}

/// `index(name = "…", columns(a, b desc), include(c), filter(d = "x"))`.
pub(crate) struct IndexAttr {
    pub(crate) word: Ident,
    pub(crate) name: Option<Name>,
    pub(crate) columns: Vec<SortAttr>,
    pub(crate) include: Vec<Ident>,
    pub(crate) filter: Vec<OrFragment<Clause>>,
}

/// `column`, `column asc` or `column desc`.
pub(crate) struct SortAttr {
    pub(crate) column: Ident,
    pub(crate) descending: bool,
}

/// `foreign_key(name = "…", columns(…), references(…))`.
pub(crate) struct ForeignKeyAttr {
    pub(crate) word: Ident,
    pub(crate) name: Option<Name>,
    pub(crate) columns: Vec<Ident>,
    pub(crate) references: References,
}

/// `references(schema = "…", table = "…", quoted, columns(…), on_delete = "cascade")`.
pub(crate) struct References {
    pub(crate) word: Ident,
    pub(crate) schema: Option<Name>,
    pub(crate) table: Name,
    pub(crate) quoted: Option<Ident>,
    pub(crate) columns: Vec<ReferencedColumn>,
    pub(crate) on_delete: Option<Name>,
}

/// `check(name = "…", condition, …)`, or `check_sql(name = "…", mssql = "…", sqlite = "…")`.
pub(crate) struct CheckAttr {
    pub(crate) word: Ident,
    pub(crate) name: Option<Name>,
    pub(crate) clauses: Vec<OrFragment<Clause>>,
    /// The condition of an existing constraint, instead of clauses.
    pub(crate) sql: Option<EngineSqlAttr>,
}

/// A column of a referenced table: a word, or a name in quotes that breaks the rule for names.
pub(crate) struct ReferencedColumn {
    pub(crate) name: Name,
    pub(crate) is_quoted: bool,
}

impl Parse for ReferencedColumn {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            return Ok(Self { name: input.parse()?, is_quoted: true });
        }
        let column = word(input)?;
        Ok(Self { name: Name { text: column.unraw().to_string(), span: column.span() }, is_quoted: false })
    }
}

impl TableAttrs {
    pub(crate) fn parse(ctxt: &Ctxt, input: &DeriveInput) -> Self {
        let mut attrs = Self::default();
        for attr in input.attrs.iter().filter(|attr| attr.path().is_ident("table")) {
            ctxt.parsed(attr.parse_args_with(|input: ParseStream<'_>| {
                args(input, |word, input| match word.to_string().as_str() {
                    "schema" => once(&mut attrs.schema, word, value(input)?),
                    "name" => once(&mut attrs.name, word, value(input)?),
                    "quoted" => once(&mut attrs.quoted, word, word.clone()),
                    "rename_all" => once(&mut attrs.rename_all, word, Case::parse(&value::<LitStr>(input)?)?),
                    "crate" => once(&mut attrs.krate, word, krate(input)?),
                    "primary_key" => once(&mut attrs.primary_key, word, KeyAttr::parse(word, input)?),
                    "unique" => KeyAttr::parse(word, input).map(|key| attrs.uniques.push(key)),
                    "index" => IndexAttr::parse(word, input).map(|index| attrs.indexes.push(index)),
                    "foreign_key" => {
                        ForeignKeyAttr::parse(word, input).map(|key| attrs.foreign_keys.push(key))
                    }
                    "check" => CheckAttr::parse(word, input).map(|check| attrs.checks.push(check)),
                    "check_sql" => CheckAttr::parse_sql(word, input).map(|check| attrs.checks.push(check)),
                    "filter" => fragments(word, input).map(|filters| attrs.filters.extend(filters)),
                    "set" => fragments(word, input).map(|sets| attrs.sets.extend(sets)),
                    "without_rowid" => once(&mut attrs.without_rowid, word, word.clone()),
                    "not_strict" => once(&mut attrs.not_strict, word, word.clone()),
                    "undeclared" => once(&mut attrs.undeclared, word, list(input)?),
                    "insert" => once(&mut attrs.insert, word, InsertAttr::parse(word, input)?),
                    "derive" => once(&mut attrs.derives, word, list_with(input, Path::parse_mod_style)?),
                    "returning" => once(&mut attrs.returning, word, word.clone()),
                    _ => Err(unknown("attribute", word, &WORDS)),
                })
            }));
        }
        attrs
    }

    /// Returns the kind of object, which is the name of the attribute too.
    pub(crate) fn kind(&self) -> &'static str {
        if self.view.is_some() { "view" } else { "table" }
    }

    /// Returns the path of this library.
    pub(crate) fn krate(&self) -> Path {
        self.krate.clone().unwrap_or_else(default_crate)
    }
}

/// Parses the fragments in `filter(…)` or `set(…)`.
pub(super) fn fragments<T: Parse>(word: &Ident, input: ParseStream<'_>) -> syn::Result<Vec<Fragment<T>>> {
    let fragments: Vec<Fragment<T>> = list(input)?;
    if fragments.is_empty() {
        return Err(syn::Error::new(
            word.span(),
            format!("`{word}` declares nothing: write `{word}(name(…))`"),
        ));
    }
    Ok(fragments)
}

impl InsertAttr {
    fn parse(insert: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let message = "expected the name of the struct: write `insert as NewOrder`";
        expect::<Token![as]>(input, message)?;
        Ok(Self { word: insert.clone(), name: expect(input, message)? })
    }
}

impl KeyAttr {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let (mut name, mut columns) = (None, None);
        nested(input, |word, input| match word.to_string().as_str() {
            "name" => once(&mut name, word, value(input)?),
            "columns" => once(&mut columns, word, columns_of(input)?),
            _ => Err(unknown("attribute", word, &["name", "columns"])),
        })?;
        Ok(Self { word: key.clone(), name, columns: required(columns, key)? })
    }
}

impl IndexAttr {
    fn parse(index: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let (mut name, mut columns, mut include, mut filter) = (None, None, None, None);
        nested(input, |word, input| match word.to_string().as_str() {
            "name" => once(&mut name, word, value(input)?),
            "columns" => once(&mut columns, word, list(input)?),
            "include" => once(&mut include, word, columns_of(input)?),
            "filter" => once(&mut filter, word, list(input)?),
            _ => Err(unknown("attribute", word, &["name", "columns", "include", "filter"])),
        })?;
        Ok(Self {
            word: index.clone(),
            name,
            columns: required(columns, index)?,
            include: include.unwrap_or_default(),
            filter: filter.unwrap_or_default(),
        })
    }
}

impl ForeignKeyAttr {
    fn parse(key: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let (mut name, mut columns, mut references) = (None, None, None);
        nested(input, |word, input| match word.to_string().as_str() {
            "name" => once(&mut name, word, value(input)?),
            "columns" => once(&mut columns, word, columns_of(input)?),
            "references" => once(&mut references, word, References::parse(word, input)?),
            _ => Err(unknown("attribute", word, &["name", "columns", "references"])),
        })?;
        let references = references.ok_or_else(|| {
            syn::Error::new(
                key.span(),
                "`foreign_key` requires the table that it references: add `references(table = \"…\", columns(…))`",
            )
        })?;
        Ok(Self { word: key.clone(), name, columns: required(columns, key)?, references })
    }
}

impl References {
    pub(crate) fn parse(references: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let (mut schema, mut table, mut quoted) = (None, None, None);
        let (mut columns, mut on_delete) = (None, None);
        nested(input, |word, input| match word.to_string().as_str() {
            "schema" => once(&mut schema, word, value(input)?),
            "table" => once(&mut table, word, value(input)?),
            "quoted" => once(&mut quoted, word, word.clone()),
            "columns" => once(&mut columns, word, list(input)?),
            "on_delete" => once(&mut on_delete, word, value(input)?),
            _ => Err(unknown("attribute", word, &["schema", "table", "quoted", "columns", "on_delete"])),
        })?;
        let table = table.ok_or_else(|| {
            syn::Error::new(references.span(), "`references` requires a table: add `table = \"…\"`")
        })?;
        Ok(Self {
            word: references.clone(),
            schema,
            table,
            quoted,
            columns: required(columns, references)?,
            on_delete,
        })
    }
}

impl CheckAttr {
    fn parse(check: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let content = parens(input)?;
        let mut name = None;
        if content.peek(Ident::peek_any) && content.peek2(syn::Token![=]) && content.peek3(LitStr) {
            let ahead = content.fork();
            if word(&ahead)? == "name" {
                let named = word(&content)?;
                once(&mut name, &named, value(&content)?)?;
                comma(&content)?;
            }
        }
        let mut clauses = Vec::new();
        while !content.is_empty() {
            clauses.push(content.parse()?);
            comma(&content)?;
        }
        Ok(Self { word: check.clone(), name, clauses, sql: None })
    }

    fn parse_sql(check: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let (mut name, mut sql) = (None, EngineSqlAttr::none(check));
        nested(input, |word, input| match word.to_string().as_str() {
            "name" => once(&mut name, word, value(input)?),
            _ => sql.set(word, input, &["name"]),
        })?;
        sql.require()?;
        Ok(Self { word: check.clone(), name, clauses: Vec::new(), sql: Some(sql) })
    }
}

impl Parse for SortAttr {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let column = word(input)?;
        let mut descending = false;
        if input.peek(Ident) {
            let direction = word(input)?;
            descending = match direction.to_string().as_str() {
                "asc" => false,
                "desc" => true,
                _ => return Err(syn::Error::new(direction.span(), "expected `asc` or `desc`")),
            };
        }
        Ok(Self { column, descending })
    }
}

fn columns_of(input: ParseStream<'_>) -> syn::Result<Vec<Ident>> {
    list_with(input, word)
}

fn required<T>(columns: Option<Vec<T>>, word: &Ident) -> syn::Result<Vec<T>> {
    columns
        .filter(|columns| !columns.is_empty())
        .ok_or_else(|| syn::Error::new(word.span(), format!("`{word}` requires columns: add `columns(…)`")))
}
