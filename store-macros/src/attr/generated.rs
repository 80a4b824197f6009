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
}

impl DefaultAttr {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Literal(literal) => literal.span,
            Self::Now(span) | Self::NewId(span) => *span,
        }
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
                format!("unknown function `{name}`: a default is a constant, `now()` or `new_id()`"),
            )),
        }
    }
}

/// `identity`, or `identity(seed = 1000, increment = 10)`.
pub(crate) struct IdentityAttr {
    pub(crate) word: Ident,
    pub(crate) seed: Option<Integer>,
    pub(crate) increment: Option<Integer>,
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
        let (mut seed, mut increment) = (None, None);
        if is_list(input) {
            nested(input, |word, input| match word.to_string().as_str() {
                "seed" => once(&mut seed, word, value(input)?),
                "increment" => once(&mut increment, word, value(input)?),
                _ => Err(unknown("attribute", word, &["seed", "increment"])),
            })?;
        }
        Ok(Self { word: identity.clone(), seed, increment })
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
        let mut strings: [Option<LitStr>; Dialect::ALL.len()] = Default::default();
        let names = Dialect::ALL.map(Dialect::name);
        nested(input, |word, input| match names.iter().position(|name| word == name) {
            Some(at) => once(&mut strings[at], word, value(input)?),
            None => Err(unknown("engine", word, &names)),
        })?;
        let missing = strings.iter().zip(names).find(|(text, _)| text.is_none());
        if let Some((_, name)) = missing {
            let message = format!("`computed` requires an expression for each engine: add `{name} = \"…\"`");
            return Err(syn::Error::new(computed.span(), message));
        }
        let empty = || LitStr::new("", computed.span());
        Ok(Self { word, sql: strings.map(|text| text.unwrap_or_else(empty)) })
    }
}
