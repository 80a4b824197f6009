//! Assignments: `column = value`, `column += value`, `column`.

use syn::parse::{Parse, ParseStream};
use syn::{Ident, Token};

use super::expr::{Expr, Term};
use super::parse::{expect, word};

/// `column = value`, `column += value`, or `column` for `column = :column`.
pub(crate) struct SetAttr {
    pub(crate) column: Ident,
    pub(crate) value: Expr,
}

impl Parse for SetAttr {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let column = word(input)?;
        if input.is_empty() || input.peek(Token![,]) {
            return Ok(Self { value: Expr::Term(Term::Param(column.clone())), column });
        }
        let sign = if input.peek(Token![+=]) {
            input.parse::<Token![+=]>()?;
            Some('+')
        } else if input.peek(Token![-=]) {
            input.parse::<Token![-=]>()?;
            Some('-')
        } else if input.peek(Token![*=]) {
            input.parse::<Token![*=]>()?;
            Some('*')
        } else {
            expect::<Token![=]>(input, "expected a value: write `= …`, `+= …`, `-= …` or `*= …`")?;
            None
        };
        let value = match sign {
            Some(sign) => Expr::Arithmetic(Term::Column(column.clone()), sign, input.parse()?),
            None => input.parse()?,
        };
        Ok(Self { column, value })
    }
}
