//! Conditions and expressions: `priority >= 10`, `status in :list`, `lease_expires_at < now()`, `a is null`.

use proc_macro2::Span;
use quote::ToTokens;
use store_core::schema::{Operator, Unit};
use syn::parse::{Parse, ParseStream};
use syn::token::Paren;
use syn::{Ident, Lit, Token};

use super::parse::{list, parens, word};

/// Alternatives: one test, or those of `any(…)`.
pub(crate) struct Clause(pub(crate) Vec<Test>);

/// A condition on a column.
pub(crate) struct Test {
    pub(crate) column: Ident,
    pub(crate) comparison: Comparison,
}

pub(crate) enum Comparison {
    Compare(Operator, Expr),
    IsNull { negated: bool },
    InParam { list: Ident, negated: bool },
    InList { values: Vec<Literal>, span: Span, negated: bool },
}

/// A value that SQL works out.
pub(crate) enum Expr {
    Term(Term),
    Arithmetic(Term, char, Term),
    Now(Span, Option<ShiftAttr>),
}

/// `+ seconds(30)` behind the clock.
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

/// A constant; `text` is how a number was written, with its sign.
pub(crate) struct Literal {
    pub(crate) kind: LiteralKind,
    pub(crate) span: Span,
}

pub(crate) enum LiteralKind {
    Null,
    Bool(bool),
    Int(i64),
    Real(String),
    Text(String),
}

impl Parse for Clause {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Ident) && input.peek2(Paren) {
            let name = word(input)?;
            if name != "any" {
                return Err(syn::Error::new(
                    name.span(),
                    format!(
                        "unknown form `{name}(…)`: write a condition as `column = value`, or alternatives in `any(…)`"
                    ),
                ));
            }
            let tests: Vec<Test> = list(input)?;
            if tests.is_empty() {
                return Err(syn::Error::new(name.span(), "`any()` has no alternative: name at least one"));
            }
            return Ok(Self(tests));
        }
        Ok(Self(vec![input.parse()?]))
    }
}

impl Parse for Test {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let column = word(input)?;
        let comparison = Comparison::parse(&column, input)?;
        Ok(Self { column, comparison })
    }
}

impl Comparison {
    fn parse(column: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() || input.peek(Token![,]) || input.peek(Token![?]) {
            // `column` alone is `column = :column`.
            return Ok(Self::Compare(Operator::Equal, Expr::Term(Term::Param(column.clone()))));
        }
        if input.peek(Token![in]) {
            return Self::parse_in(input, false);
        }
        if input.peek(Ident) {
            return Self::parse_words(input);
        }
        let operator = operator(input)?;
        input.parse().map(|with| Self::Compare(operator, with))
    }

    fn parse_in(input: ParseStream<'_>, negated: bool) -> syn::Result<Self> {
        input.parse::<Token![in]>()?;
        if input.peek(Token![:]) {
            input.parse::<Token![:]>()?;
            return Ok(Self::InParam { list: word(input)?, negated });
        }
        let span = input.span();
        Ok(Self::InList { values: list(input)?, span, negated })
    }

    fn parse_words(input: ParseStream<'_>) -> syn::Result<Self> {
        let is = word(input)?;
        if is == "not" && input.peek(Token![in]) {
            return Self::parse_in(input, true);
        }
        if is != "is" {
            return Err(syn::Error::new(
                is.span(),
                format!(
                    "unknown comparison `{is}`: use `=`, `!=`, `<`, `<=`, `>`, `>=`, `[not] in` or `is [not] null`"
                ),
            ));
        }
        let mut next = word(input)?;
        let negated = next == "not";
        if negated {
            next = word(input)?;
        }
        if next == "null" {
            Ok(Self::IsNull { negated })
        } else {
            Err(syn::Error::new(next.span(), "write `is null` or `is not null`"))
        }
    }
}

fn operator(input: ParseStream<'_>) -> syn::Result<Operator> {
    let span = input.span();
    if input.peek(Token![==]) {
        return Err(syn::Error::new(span, "write `=` for equality, as SQL does"));
    }
    if input.peek(Token![<]) && input.peek2(Token![>]) {
        return Err(syn::Error::new(span, "write `!=` for inequality, as Rust does"));
    }
    Ok(if input.peek(Token![!=]) {
        input.parse::<Token![!=]>()?;
        Operator::NotEqual
    } else if input.peek(Token![<=]) {
        input.parse::<Token![<=]>()?;
        Operator::LessOrEqual
    } else if input.peek(Token![>=]) {
        input.parse::<Token![>=]>()?;
        Operator::GreaterOrEqual
    } else if input.peek(Token![<]) {
        input.parse::<Token![<]>()?;
        Operator::Less
    } else if input.peek(Token![>]) {
        input.parse::<Token![>]>()?;
        Operator::Greater
    } else if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        Operator::Equal
    } else {
        return Err(syn::Error::new(
            span,
            "expected a comparison: `=`, `!=`, `<`, `<=`, `>`, `>=`, `[not] in` or `is [not] null`",
        ));
    })
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
                format!(
                    "unknown function `{name}`: there is `now()`, which may be moved as in `now() + seconds(:n)`"
                ),
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
                    "write `seconds(:n)`, `seconds(30)` or `milliseconds(:n)`",
                ));
            }
        };
        Ok(Self::Now(name.span(), Some(ShiftAttr { sign, unit, amount: parens(input)?.parse()? })))
    }
}

fn empty_parens(input: ParseStream<'_>) -> syn::Result<()> {
    let content = parens(input)?;
    if content.is_empty() { Ok(()) } else { Err(content.error("`now()` takes nothing")) }
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
                    format!("`{name}` is no constant: write a string, a number, true, false or null"),
                ))
            };
        }
        let negative = input.parse::<Option<Token![-]>>()?.is_some();
        let literal: Lit = input.parse().map_err(|_| {
            syn::Error::new(span, "expected a constant: a string, a number, true, false or null")
        })?;
        let sign = if negative { "-" } else { "" };
        let kind = match &literal {
            Lit::Str(text) if !negative => LiteralKind::Text(text.value()),
            Lit::Bool(value) if !negative => LiteralKind::Bool(value.value),
            Lit::Int(int) => {
                let digits = format!("{sign}{}", int.base10_digits());
                LiteralKind::Int(digits.parse().map_err(|_| {
                    syn::Error::new(literal.span(), "the number has more than 64 bits: use a smaller one")
                })?)
            }
            Lit::Float(float) if float.base10_digits().len() > MAX_DIGITS => {
                return Err(syn::Error::new(
                    literal.span(),
                    "the number has more digits than any column keeps: round it",
                ));
            }
            Lit::Float(float) if plain_digits(float.base10_digits()) => {
                LiteralKind::Real(format!("{sign}{}", float.base10_digits()))
            }
            _ => {
                return Err(syn::Error::new(
                    literal.span(),
                    format!(
                        "`{}` cannot stand in SQL: write a string, a number in decimal, true, false or null",
                        literal.to_token_stream()
                    ),
                ));
            }
        };
        Ok(Self { kind, span: literal.span() })
    }
}

/// Most digits of a number, with its point: those of a decimal on SQL Server.
const MAX_DIGITS: usize = 39;

/// Digits with a point: no exponent, which SQL Server would take for a floating-point number in a decimal.
fn plain_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}
