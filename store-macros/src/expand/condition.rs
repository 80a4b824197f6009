//! Conditions and constants of the model.

use proc_macro2::{Literal as TokenLiteral, TokenStream};
use quote::quote;
use store_core::schema::{Clause, Compare, Expr, Operator, Term, Test};
use store_core::{Literal, Real};

/// Returns a constant.
pub(super) fn literal(value: &Literal<'_>) -> TokenStream {
    match value {
        Literal::Bool(value) => quote!(__store::Literal::Bool(#value)),
        Literal::Int(value) => {
            let value = TokenLiteral::i64_unsuffixed(*value);
            quote!(__store::Literal::Int(#value))
        }
        Literal::Real(Real { text, single }) => {
            quote!(__store::Literal::Real(__store::Real { text: #text, single: #single }))
        }
        Literal::Text(text) => quote!(__store::Literal::Text(#text)),
        _ => quote!(__store::Literal::Null),
    }
}

/// Returns the conditions of an index or a check, which have neither parameters nor a clock.
pub(super) fn clauses(clauses: &[Clause<'_>]) -> TokenStream {
    let clauses = clauses.iter().map(|clause| {
        let tests = clause.iter().map(test);
        quote!(&[#(#tests),*])
    });
    quote!(&[#(#clauses),*])
}

fn test(test: &Test<'_>) -> TokenStream {
    match test {
        Test::Compare(Compare { column, operator, with }) => {
            let (column, with) = (TokenLiteral::usize_unsuffixed(*column), expr(with));
            let operator = match operator {
                Operator::Equal => quote!(Equal),
                Operator::NotEqual => quote!(NotEqual),
                Operator::Less => quote!(Less),
                Operator::LessOrEqual => quote!(LessOrEqual),
                Operator::Greater => quote!(Greater),
                Operator::GreaterOrEqual => quote!(GreaterOrEqual),
            };
            quote!(__store::Test::Compare(__store::Compare { column: #column, operator: __store::Operator::#operator, with: #with }))
        }
        Test::IsNull { column, negated } => {
            let column = TokenLiteral::usize_unsuffixed(*column);
            quote!(__store::Test::IsNull { column: #column, negated: #negated })
        }
        Test::InParam { column, param, negated } => {
            let (column, param) =
                (TokenLiteral::usize_unsuffixed(*column), TokenLiteral::usize_unsuffixed(*param));
            quote!(__store::Test::InParam { column: #column, param: #param, negated: #negated })
        }
        Test::InList { column, values, negated } => {
            let column = TokenLiteral::usize_unsuffixed(*column);
            let values = values.iter().map(literal);
            quote!(__store::Test::InList { column: #column, values: &[#(#values),*], negated: #negated })
        }
        Test::Between { column, low, high } => {
            let (column, low, high) = (TokenLiteral::usize_unsuffixed(*column), term(low), term(high));
            quote!(__store::Test::Between { column: #column, low: #low, high: #high })
        }
        Test::Any(tests) => {
            let tests = tests.iter().map(self::test);
            quote!(__store::Test::Any(&[#(#tests),*]))
        }
        Test::All(tests) => {
            let tests = tests.iter().map(self::test);
            quote!(__store::Test::All(&[#(#tests),*]))
        }
        Test::Not(test) => {
            let test = self::test(test);
            quote!(__store::Test::Not(&#test))
        }
        // These are conditions of queries only, which are not part of the model.
        Test::Contains { .. } | Test::Json { .. } => TokenStream::new(),
    }
}

fn expr(expr: &Expr<'_>) -> TokenStream {
    match expr {
        Expr::Term(only) => {
            let only = term(only);
            quote!(__store::Expr::Term(#only))
        }
        Expr::Arithmetic(left, sign, right) => {
            let (left, right) = (term(left), term(right));
            quote!(__store::Expr::Arithmetic(#left, #sign, #right))
        }
        Expr::Now(_) => quote!(__store::Expr::Now(__store::None)),
    }
}

fn term(term: &Term<'_>) -> TokenStream {
    match term {
        Term::Literal(value) => {
            let value = literal(value);
            quote!(__store::Term::Literal(#value))
        }
        Term::Param(at) => quote!(__store::Term::Param(#at)),
        Term::Column(at) => {
            let at = TokenLiteral::usize_unsuffixed(*at);
            quote!(__store::Term::Column(#at))
        }
    }
}
