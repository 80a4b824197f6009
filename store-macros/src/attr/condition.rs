//! Conditions: `priority >= 10`, `status in :list`, `lease_expires_at < now()`, `a is null`.

use proc_macro2::Span;
use store_core::schema::{Operator, TextPlace};
use syn::parse::{Parse, ParseStream};
use syn::token::Paren;
use syn::{Ident, LitStr, Token};

use super::expr::{Expr, Literal, Term};
use super::fragment::is_combination;
use super::parse::{expect, list, word};

/// A condition, which is optional if a `?` follows it.
pub(crate) struct Condition {
    pub(crate) clause: Clause,
    pub(crate) optional: Option<Token![?]>,
}

/// One test, or the alternatives in `any(…)`.
pub(crate) struct Clause(pub(crate) Vec<Test>);

pub(crate) enum Test {
    /// A test of a column.
    Column { column: Ident, comparison: Comparison },
    /// `any(…)` within another test.
    Any(Ident, Vec<Test>),
    /// `all(…)`
    All(Ident, Vec<Test>),
    /// `not(…)`
    Not(Ident, Box<Test>),
}

impl Test {
    pub(crate) fn span(&self) -> Span {
        match self {
            Self::Column { column: word, .. }
            | Self::Any(word, _)
            | Self::All(word, _)
            | Self::Not(word, _) => word.span(),
        }
    }
}

pub(crate) enum Comparison {
    Compare(Operator, Expr),
    IsNull {
        negated: bool,
    },
    InParam {
        list: Ident,
        negated: bool,
    },
    InList {
        values: Vec<Literal>,
        span: Span,
        negated: bool,
    },
    Between {
        low: Term,
        high: Term,
    },
    Contains {
        word: Ident,
        place: TextPlace,
        text: Term,
    },
    /// `->"$.path"` and what follows it.
    Json {
        path: LitStr,
        test: JsonTest,
    },
}

pub(crate) enum JsonTest {
    Equal(Term),
    NotEqual(Term),
    IsNull { negated: bool },
}

impl Parse for Condition {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self { clause: input.parse()?, optional: input.parse()? })
    }
}

impl Parse for Clause {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(match input.parse()? {
            Test::Any(_, tests) => Self(tests),
            test => Self(vec![test]),
        })
    }
}

impl Parse for Test {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let column = word(input)?;
        if !input.peek(Paren) {
            let comparison = Comparison::parse(&column, input)?;
            return Ok(Self::Column { column, comparison });
        }
        if !is_combination(&column) {
            let message = format!(
                "`{column}(…)` is not a condition: `any(…)`, `all(…)` and `not(…)` contain conditions only"
            );
            return Err(syn::Error::new(column.span(), message));
        }
        let mut tests: Vec<Self> = list(input)?;
        if tests.is_empty() {
            return Err(syn::Error::new(column.span(), format!("`{column}` is empty: add a condition")));
        }
        if column == "any" {
            return Ok(Self::Any(column, tests));
        }
        if column == "all" {
            return Ok(Self::All(column, tests));
        }
        match (tests.pop(), tests.is_empty()) {
            (Some(test), true) => Ok(Self::Not(column, Box::new(test))),
            _ => Err(syn::Error::new(
                column.span(),
                "`not` takes one condition: write `not(any(…))` or `not(all(…))` for several",
            )),
        }
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
        if input.peek(Token![->]) {
            return Self::parse_json(input);
        }
        if input.peek(Ident) {
            return Self::parse_words(input);
        }
        let operator = operator(input, OPERATORS)?;
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
        let operator = word(input)?;
        let place = match operator.to_string().as_str() {
            "not" if input.peek(Token![in]) => return Self::parse_in(input, true),
            "is" => return Ok(Self::IsNull { negated: is_null(input)? }),
            "between" => return Self::parse_between(input),
            "starts_with" => TextPlace::Start,
            "ends_with" => TextPlace::End,
            "contains" => TextPlace::Anywhere,
            _ => {
                return Err(syn::Error::new(
                    operator.span(),
                    format!(
                        "unknown operator `{operator}`: use `=`, `!=`, `<`, `<=`, `>`, `>=`, `[not] in`, `is [not] null`, `between`, \
                         `starts_with`, `ends_with` or `contains`"
                    ),
                ));
            }
        };
        Ok(Self::Contains { word: operator, place, text: input.parse()? })
    }

    fn parse_between(input: ParseStream<'_>) -> syn::Result<Self> {
        let low = input.parse()?;
        let span = input.span();
        if !input.call(word).is_ok_and(|and| and == "and") {
            return Err(syn::Error::new(span, "expected `and`: write `between :low and :high`"));
        }
        Ok(Self::Between { low, high: input.parse()? })
    }

    fn parse_json(input: ParseStream<'_>) -> syn::Result<Self> {
        input.parse::<Token![->]>()?;
        let path: LitStr = expect(input, "expected a path in quotes: write `->\"$.name\"`")?;
        let test = if input.peek(Ident) {
            let is = word(input)?;
            if is != "is" {
                return Err(syn::Error::new(is.span(), JSON_OPERATORS));
            }
            JsonTest::IsNull { negated: is_null(input)? }
        } else {
            let span = input.span();
            match operator(input, JSON_OPERATORS)? {
                Operator::Equal => JsonTest::Equal(input.parse()?),
                Operator::NotEqual => JsonTest::NotEqual(input.parse()?),
                _ => return Err(syn::Error::new(span, JSON_OPERATORS)),
            }
        };
        Ok(Self::Json { path, test })
    }
}

const OPERATORS: &str = "expected an operator: `=`, `!=`, `<`, `<=`, `>`, `>=`, `[not] in`, `is [not] null`, `between`, `starts_with`, \
                         `ends_with` or `contains`";

const JSON_OPERATORS: &str = "a value in JSON is compared as text: use `=`, `!=` or `is [not] null`";

/// Parses `null` or `not null`; returns whether it is negated.
fn is_null(input: ParseStream<'_>) -> syn::Result<bool> {
    let mut next = word(input)?;
    let negated = next == "not";
    if negated {
        next = word(input)?;
    }
    if next == "null" {
        Ok(negated)
    } else {
        Err(syn::Error::new(next.span(), "expected `is null` or `is not null`"))
    }
}

/// Parses a comparison operator, or fails with `message`.
pub(super) fn operator(input: ParseStream<'_>, message: &str) -> syn::Result<Operator> {
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
        return Err(syn::Error::new(span, message));
    })
}
