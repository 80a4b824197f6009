//! Values that the database makes: `default = now()`, `identity(seed = 1000)`, `computed = "…"`.

use proc_macro2::Span;
use store_core::Dialect;
use syn::parse::{Parse, ParseStream};
use syn::token::Paren;
use syn::{Ident, LitInt, LitStr, Token};

use super::expr::Literal;
use super::parse::{expect, is_list, nested, once, parens, unknown, value, word};

/// The value of `default = …`.
pub(crate) enum DefaultAttr {
    Literal(Literal),
    /// `now()`
    Now(Span),
    /// `new_id()`
    NewId(Span),
    /// `default(mssql = "…", sqlite = "…")`
    Sql(EngineSqlAttr),
}

impl DefaultAttr {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Literal(literal) => literal.span,
            Self::Now(span) | Self::NewId(span) => *span,
            Self::Sql(sql) => sql.word.span(),
        }
    }

    /// Parses what follows `default`: a value, or the SQL of an existing default.
    pub(crate) fn parse_after(default: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        if is_list(input) { EngineSqlAttr::parse(default, input).map(Self::Sql) } else { value(input) }
    }
}

impl Parse for DefaultAttr {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if !(input.peek(Ident) && input.peek2(Paren)) {
            return input.parse().map(Self::Literal);
        }
        let name = word(input)?;
        let arguments = parens(input)?;
        if !arguments.is_empty() {
            return Err(arguments.error(format!("`{name}()` takes no arguments: remove them")));
        }
        match name.to_string().as_str() {
            "now" => Ok(Self::Now(name.span())),
            "new_id" => Ok(Self::NewId(name.span())),
            _ => Err(syn::Error::new(
                name.span(),
                format!(
                    "unknown function `{name}`: a default is a constant, `now()` or `new_id()`; an existing default is \
                     `default(mssql = \"…\", sqlite = \"…\")`"
                ),
            )),
        }
    }
}

/// `identity`, `identity(seed = 1000, increment = 10)` or `identity(reuse)`.
pub(crate) struct IdentityAttr {
    pub(crate) word: Ident,
    pub(crate) seed: Option<Integer>,
    pub(crate) increment: Option<Integer>,
    /// `reuse`: SQLite may use the number of a deleted row again.
    pub(crate) reuse: Option<Ident>,
}

/// An integer with its span.
#[derive(Clone, Copy)]
pub(crate) struct Integer {
    pub(crate) value: i64,
    pub(crate) span: Span,
}

impl Parse for Integer {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let span = input.span();
        let negative = input.parse::<Option<Token![-]>>()?.is_some();
        let message = "expected an integer of at most 64 bits";
        let literal: LitInt = expect(input, message)?;
        let sign = if negative { "-" } else { "" };
        let value = format!("{sign}{}", literal.base10_digits()).parse();
        Ok(Self { value: value.map_err(|_| syn::Error::new(literal.span(), message))?, span })
    }
}

impl IdentityAttr {
    pub(crate) fn parse(identity: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let (mut seed, mut increment, mut reuse) = (None, None, None);
        if is_list(input) {
            nested(input, |word, input| match word.to_string().as_str() {
                "seed" => once(&mut seed, word, value(input)?),
                "increment" => once(&mut increment, word, value(input)?),
                "reuse" => once(&mut reuse, word, word.clone()),
                _ => Err(unknown("attribute", word, &["seed", "increment", "reuse"])),
            })?;
        }
        Ok(Self { word: identity.clone(), seed, increment, reuse })
    }
}

/// `computed = "…"`, or `computed(mssql = "…", sqlite = "…")`.
pub(crate) struct ComputedAttr {
    pub(crate) word: Ident,
    /// The expression for each engine, in the order of [`Dialect::ALL`].
    pub(crate) sql: [LitStr; Dialect::ALL.len()],
}

impl ComputedAttr {
    pub(crate) fn parse(computed: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let word = computed.clone();
        if !is_list(input) {
            let sql: LitStr = value(input)?;
            return Ok(Self { word, sql: Dialect::ALL.map(|_| sql.clone()) });
        }
        let mut strings = EngineSqlAttr::none(computed);
        nested(input, |word, input| strings.set(word, input, &[]))?;
        if let Some(name) = strings.missing() {
            let message = format!("`computed` requires an expression for each engine: add `{name} = \"…\"`");
            return Err(syn::Error::new(computed.span(), message));
        }
        let empty = || LitStr::new("", computed.span());
        Ok(Self { word, sql: strings.sql.map(|text| text.unwrap_or_else(empty)) })
    }
}

/// SQL for one engine or for both, as the existing database has it: `sql_type(mssql = "…", sqlite = "…")`.
pub(crate) struct EngineSqlAttr {
    pub(crate) word: Ident,
    /// The SQL for each engine, in the order of [`Dialect::ALL`].
    pub(crate) sql: [Option<LitStr>; Dialect::ALL.len()],
}

impl EngineSqlAttr {
    pub(crate) fn parse(attribute: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        let mut sql = Self::none(attribute);
        nested(input, |word, input| sql.set(word, input, &[]))?;
        sql.require()?;
        Ok(sql)
    }

    /// Returns the attribute without SQL.
    pub(super) fn none(attribute: &Ident) -> Self {
        Self { word: attribute.clone(), sql: Default::default() }
    }

    /// Parses `= "…"` after the name of an engine; `others` are the other words of the attribute.
    pub(super) fn set(&mut self, word: &Ident, input: ParseStream<'_>, others: &[&str]) -> syn::Result<()> {
        let names = Dialect::ALL.map(Dialect::name);
        match names.iter().position(|name| word == name) {
            Some(at) => once(&mut self.sql[at], word, value(input)?),
            None if others.is_empty() => Err(unknown("engine", word, &names)),
            None => Err(unknown("attribute", word, &[others, &names].concat())),
        }
    }

    /// Rejects an attribute without SQL.
    pub(super) fn require(&self) -> syn::Result<()> {
        if self.sql.iter().any(Option::is_some) {
            return Ok(());
        }
        let message =
            format!("`{}` requires the SQL of an engine: add `mssql = \"…\"` or `sqlite = \"…\"`", self.word);
        Err(syn::Error::new(self.word.span(), message))
    }

    /// Returns the name of the first engine without SQL.
    pub(crate) fn missing(&self) -> Option<&'static str> {
        let at = self.sql.iter().position(Option::is_none)?;
        Dialect::ALL.get(at).map(|dialect| dialect.name())
    }
}
