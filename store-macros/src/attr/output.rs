//! The columns that a select returns: `only(status, items = count(), total = sum(price))`.

use proc_macro2::Span;
use store_core::schema::{Operator, OutputValue};
use syn::parse::{Parse, ParseStream};
use syn::token::Paren;
use syn::{Ident, Path, Token};

use super::condition::operator;
use super::expr::Term;
use super::parse::{expect, parens, unknown, word};
use super::table::SortAttr;

/// A member of `only(…)`.
pub(crate) struct OutputAttr {
    /// The name of the field.
    pub(crate) name: Ident,
    pub(crate) aggregate: Option<AggregateAttr>,
}

/// `sum(price)`, `count()` or `count(distinct customer)`.
pub(crate) struct AggregateAttr {
    pub(crate) function: Ident,
    /// Creates the value from the position of the column.
    pub(crate) of: fn(usize) -> OutputValue,
    /// The column; `None` for `count()`.
    pub(crate) column: Option<Ident>,
}

const FUNCTIONS: [&str; 5] = ["count", "sum", "min", "max", "avg"];

impl Parse for OutputAttr {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = word(input)?;
        if input.peek(Paren) {
            let message = format!("an aggregate requires a name: write `total = {name}(…)`");
            return Err(syn::Error::new(name.span(), message));
        }
        if input.parse::<Option<Token![=]>>()?.is_none() {
            return Ok(Self { name, aggregate: None });
        }
        Ok(Self { name, aggregate: Some(input.parse()?) })
    }
}

impl Parse for AggregateAttr {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let function = word(input)?;
        let content = parens(input)?;
        let name = function.to_string();
        if name == "count" && content.is_empty() {
            return Ok(Self { function, of: |_| OutputValue::CountRows, column: None });
        }
        if name == "count" && content.peek(Token![*]) {
            return Err(content.error("the number of rows is `count()`: remove the `*`"));
        }
        if content.is_empty() && FUNCTIONS.contains(&name.as_str()) {
            let message = format!("`{name}` requires a column: write `{name}(…)`");
            return Err(syn::Error::new(function.span(), message));
        }
        let first = word(&content)?;
        let is_distinct = first == "distinct" && !content.is_empty();
        let of = match name.as_str() {
            "count" if is_distinct => OutputValue::CountDistinct,
            _ if is_distinct => {
                return Err(syn::Error::new(
                    first.span(),
                    format!("`distinct` requires `count`: remove it from `{name}`"),
                ));
            }
            "count" => OutputValue::Count,
            "sum" => OutputValue::Sum,
            "min" => OutputValue::Min,
            "max" => OutputValue::Max,
            "avg" => OutputValue::Avg,
            _ => return Err(unknown("aggregate", &function, &FUNCTIONS)),
        };
        let column = if is_distinct { word(&content)? } else { first };
        if content.is_empty() {
            Ok(Self { function, of, column: Some(column) })
        } else {
            Err(content.error(format!("`{name}` takes one column: remove the rest")))
        }
    }
}

/// The struct of the rows.
#[derive(Clone)]
pub(crate) enum RowAttr {
    /// `as Name`: the derive declares it.
    As(Ident),
    /// `into Path`: the program declares it.
    Into(Path),
}

impl RowAttr {
    pub(crate) fn parse(clause: &Ident, input: ParseStream<'_>) -> syn::Result<Self> {
        if clause == "as" {
            return expect(input, "expected the name of the struct: write `as Summary`").map(Self::As);
        }
        let span = input.span();
        Path::parse_mod_style(input).map(Self::Into).map_err(|_| {
            syn::Error::new(span, "expected a struct that derives `FromRow`: write `into Summary`")
        })
    }
}

const HAVING_OPERATORS: &str =
    "expected an operator: `having` compares with `=`, `!=`, `<`, `<=`, `>` or `>=`";

/// A condition in `having(…)`.
pub(crate) struct HavingAttr {
    pub(crate) output: Ident,
    pub(crate) operator: Operator,
    pub(crate) with: Term,
}

impl Parse for HavingAttr {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let output = word(input)?;
        let operator = operator(input, HAVING_OPERATORS)?;
        let with = input.parse()?;
        if input.peek(Token![?]) {
            return Err(input.error("a condition in `having` cannot be optional: remove the `?`"));
        }
        Ok(Self { output, operator, with })
    }
}

/// The contents of `order_by(…)`.
pub(crate) enum OrderAttr {
    Sorts(Vec<SortAttr>),
    /// `enum Name { First(a, b), Second(c desc) }`: the caller chooses.
    Choice {
        name: Ident,
        alternatives: Vec<(Ident, Vec<SortAttr>)>,
        span: Span,
    },
}
