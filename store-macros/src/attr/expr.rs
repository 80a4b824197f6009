//! Expressions and constants: `now() + seconds(:lease)`, `attempt + 1`, `:name`, `"text"`.

use proc_macro2::Span;
use quote::ToTokens;
use store_core::schema::Unit;
use syn::parse::{Parse, ParseStream};
use syn::token::Paren;
use syn::{Ident, Lit, Token};

use super::parse::{parens, word};

/// The maximum length of a number, including its decimal point: SQL Server's decimals have 38 digits.
const MAX_DIGITS: usize = 39;

/// A value that the database computes.
pub(crate) enum Expr {
    Term(Term),
    Arithmetic(Term, char, Term),
    Now(Span, Option<ShiftAttr>),
}

/// `+ seconds(30)` after the clock.
pub(crate) struct ShiftAttr {
    pub(crate) sign: char,
    pub(crate) unit: Unit,
    pub(crate) amount: Term,
}

pub(crate) enum Term {
    Literal(Literal),
    Param(Ident),
    Column(Ident),
}

/// A constant.
pub(crate) struct Literal {
    pub(crate) kind: LiteralKind,
    pub(crate) span: Span,
}

pub(crate) enum LiteralKind {
    Null,
    Bool(bool),
    Int(i64),
    /// A number with a decimal point, as written, with its sign.
    Real(String),
    Text(String),
}

impl Parse for Expr {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Ident) && input.peek2(Paren) {
            return Self::parse_now(input);
        }
        let left = input.parse()?;
        match sign(input, true)? {
            Some(sign) => Ok(Self::Arithmetic(left, sign, input.parse()?)),
            None => Ok(Self::Term(left)),
        }
    }
}

impl Expr {
    fn parse_now(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = word(input)?;
        if name != "now" {
            return Err(syn::Error::new(
                name.span(),
                format!("unknown function `{name}`: only `now()` can be used, as in `now() + seconds(:n)`"),
            ));
        }
        empty_parens(input)?;
        let Some(sign) = sign(input, false)? else { return Ok(Self::Now(name.span(), None)) };
        let span = input.span();
        let unit = match word(input).map(|unit| unit.to_string()).as_deref() {
            Ok("seconds") => Unit::Seconds,
            Ok("milliseconds") => Unit::Milliseconds,
            _ => {
                return Err(syn::Error::new(
                    span,
                    "expected `seconds(:n)`, `seconds(30)` or `milliseconds(:n)`",
                ));
            }
        };
        Ok(Self::Now(name.span(), Some(ShiftAttr { sign, unit, amount: parens(input)?.parse()? })))
    }
}

fn empty_parens(input: ParseStream<'_>) -> syn::Result<()> {
    let content = parens(input)?;
    if content.is_empty() { Ok(()) } else { Err(content.error("`now()` takes no arguments: remove them")) }
}

fn sign(input: ParseStream<'_>, product: bool) -> syn::Result<Option<char>> {
    Ok(if input.peek(Token![+]) {
        input.parse::<Token![+]>()?;
        Some('+')
    } else if input.peek(Token![-]) {
        input.parse::<Token![-]>()?;
        Some('-')
    } else if product && input.peek(Token![*]) {
        input.parse::<Token![*]>()?;
        Some('*')
    } else {
        None
    })
}

impl Parse for Term {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![:]) {
            input.parse::<Token![:]>()?;
            return word(input).map(Self::Param);
        }
        if input.peek(Ident) && !input.peek(syn::LitBool) {
            let name = word(input)?;
            if name == "null" {
                return Ok(Self::Literal(Literal { kind: LiteralKind::Null, span: name.span() }));
            }
            return Ok(Self::Column(name));
        }
        input.parse().map(Self::Literal)
    }
}

impl Parse for Literal {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let span = input.span();
        if input.peek(Ident) && !input.peek(syn::LitBool) {
            let name = word(input)?;
            return if name == "null" {
                Ok(Self { kind: LiteralKind::Null, span })
            } else {
                Err(syn::Error::new(
                    span,
                    format!(
                        "expected a constant, found `{name}`: use a string, a number, `true`, `false` or `null`"
                    ),
                ))
            };
        }
        let negative = input.parse::<Option<Token![-]>>()?.is_some();
        let literal: Lit = input.parse().map_err(|_| {
            syn::Error::new(span, "expected a constant: a string, a number, `true`, `false` or `null`")
        })?;
        let sign = if negative { "-" } else { "" };
        let kind = match &literal {
            Lit::Str(text) if !negative => LiteralKind::Text(text.value()),
            Lit::Bool(value) if !negative => LiteralKind::Bool(value.value),
            Lit::Int(int) => {
                let digits = format!("{sign}{}", int.base10_digits());
                LiteralKind::Int(digits.parse().map_err(|_| {
                    syn::Error::new(literal.span(), "number out of range: use one that fits in 64 bits")
                })?)
            }
            Lit::Float(float) if float.base10_digits().len() > MAX_DIGITS => {
                return Err(syn::Error::new(
                    literal.span(),
                    "number with more digits than any column can hold: round it",
                ));
            }
            Lit::Float(float) if plain_digits(float.base10_digits()) => {
                LiteralKind::Real(format!("{sign}{}", float.base10_digits()))
            }
            _ => {
                return Err(syn::Error::new(
                    literal.span(),
                    format!(
                        "unsupported constant `{}`: use a string, a decimal number, `true`, `false` or `null`",
                        literal.to_token_stream()
                    ),
                ));
            }
        };
        Ok(Self { kind, span: literal.span() })
    }
}

/// Returns whether a number has only digits and a decimal point. SQL Server reads a number with an exponent as floating point.
fn plain_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
