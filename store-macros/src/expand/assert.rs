//! The rules that the compiler checks, as calls in a constant.

use proc_macro2::{Group, Literal, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::Ident;

use super::{condition, model_of};
use crate::lower::{Assertion, Check, FieldInfo, Lowered};

/// Returns the assertions about columns whose types only their traits know.
///
/// The model and the statements are constants of the trait, which the compiler evaluates where they are used. An assertion must
/// always be evaluated, so it is in a separate constant.
pub(super) fn tokens(lowered: &Lowered<'_>, table: &Ident) -> TokenStream {
    if !lowered.fields.iter().any(FieldInfo::is_deferred) {
        return TokenStream::new();
    }
    let model = model_of(lowered, table);
    let asserts = lowered.asserts.iter().map(assertion);
    let whole = quote_spanned!(table.span()=> __store::assert::table(MODEL));
    quote! {
        #[allow(clippy::zero_prefixed_literal, reason = "a number has the span of the number that the program wrote")]
        const _: () = {
            const MODEL: &__store::TableModel<'static> = #model;
            #(#asserts;)*
            #whole
        };
    }
}

/// Returns the call; all of its tokens have the span of the error.
fn assertion(assertion: &Assertion<'_>) -> TokenStream {
    let column = Literal::usize_unsuffixed(assertion.column);
    let call = match &assertion.check {
        Check::Column(rule) => {
            // The `Debug` form of a rule is the name of its variant.
            let rule = Ident::new(&format!("{rule:?}"), assertion.span);
            quote!(column(MODEL, #column, __store::rules::ColumnRule::#rule))
        }
        Check::Literal(value) => {
            let value = condition::literal(value);
            quote!(literal(MODEL, #column, #value))
        }
        Check::Compared(other) => {
            let other = Literal::usize_unsuffixed(*other);
            quote!(compared(MODEL, #column, #other))
        }
        Check::Assigned(other) => {
            let other = Literal::usize_unsuffixed(*other);
            quote!(assigned(MODEL, #column, #other))
        }
    };
    respan(quote!(__store::assert::#call), assertion.span)
}

/// Sets the span of all tokens.
fn respan(tokens: TokenStream, span: Span) -> TokenStream {
    let respanned = tokens.into_iter().map(|token| match token {
        TokenTree::Group(group) => {
            let mut group = Group::new(group.delimiter(), respan(group.stream(), span));
            group.set_span(span);
            TokenTree::Group(group)
        }
        mut other => {
            other.set_span(span);
            other
        }
    });
    respanned.collect()
}
