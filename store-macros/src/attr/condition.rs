//! Conditions: `priority >= 10`, `status in :list`, `lease_expires_at < now()`, `a is null`.

use proc_macro2::Span;
use store_core::schema::Operator;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::token::Paren;
use syn::{Ident, Token};

use super::expr::{Expr, Literal, Term};
use super::parse::{list, word};

/// A condition, which is optional if a `?` follows it.
pub(crate) struct Condition {
    pub(crate) clause: Clause,
    pub(crate) optional: Option<Token![?]>,
}

/// One test, or the alternatives in `any(…)`.
pub(crate) struct Clause(pub(crate) Vec<Test>);

/// A test of a column.
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

impl Parse for Condition {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self { clause: input.parse()?, optional: input.parse()? })
    }
}

impl Parse for Clause {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let is_call = input.peek(Ident::peek_any) && input.peek2(Paren);
        if !is_call || word(&input.fork())? != "any" {
            return Ok(Self(vec![input.parse()?]));
        }
        let any = word(input)?;
        let tests: Vec<Test> = list(input)?;
        if tests.is_empty() {
            return Err(syn::Error::new(any.span(), "`any` is empty: add a condition"));
        }
        Ok(Self(tests))
    }
}

impl Parse for Test {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let column = word(input)?;
        if input.peek(Paren) {
            let message = format!("`{column}(…)` is not a condition: `any(…)` contains conditions only");
            return Err(syn::Error::new(column.span(), message));
        }
        let comparison = Comparison::parse(&column, input)?;
        Ok(Self { column, comparison })
    }
}

impl Comparison {
    fn parse(column: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() || input.peek(Token![,]) || input.peek(Token![?]) {
            // `column` is short for `column = :column`.
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
                    "unknown operator `{is}`: use `=`, `!=`, `<`, `<=`, `>`, `>=`, `[not] in` or `is [not] null`"
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
            Err(syn::Error::new(next.span(), "expected `is null` or `is not null`"))
        }
    }
}

fn operator(input: ParseStream<'_>) -> syn::Result<Operator> {
    let span = input.span();
    if input.peek(Token![==]) {
        return Err(syn::Error::new(span, "unknown operator `==`: write `=`, as in SQL"));
    }
    if input.peek(Token![<]) && input.peek2(Token![>]) {
        return Err(syn::Error::new(span, "unknown operator `<>`: write `!=`, as in Rust"));
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
            "expected an operator: `=`, `!=`, `<`, `<=`, `>`, `>=`, `[not] in` or `is [not] null`",
        ));
    })
}
