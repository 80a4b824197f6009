//! Fragments: filters and set lists that `#[table(…)]` declares by name and queries use as `name()`.

use syn::Ident;
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::token::Paren;

use super::parse::{is_list, list, parens, word};

/// `name(members…)` in `#[table(filter(…))]` or `#[table(set(…))]`.
pub(crate) struct Fragment<T> {
    pub(crate) name: Ident,
    pub(crate) members: Vec<T>,
}

/// A member that is written out, or `name()` for the members of a fragment.
pub(crate) enum OrFragment<T> {
    Member(T),
    Fragment(Ident),
}

impl<T: Parse> Parse for Fragment<T> {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = word(input)?;
        if !is_list(input) {
            let message = "expected a name and its members: write `name(…)`";
            return Err(syn::Error::new(name.span(), message));
        }
        let members: Vec<OrFragment<T>> = list(input)?;
        if members.is_empty() {
            return Err(syn::Error::new(
                name.span(),
                format!("`{name}` is empty: add a member or remove it"),
            ));
        }
        let members = members.into_iter().map(|member| match member {
            OrFragment::Member(member) => Ok(member),
            OrFragment::Fragment(other) => {
                let message = format!("a fragment cannot use another: write out the members of `{other}`");
                Err(syn::Error::new(other.span(), message))
            }
        });
        Ok(Self { members: members.collect::<syn::Result<_>>()?, name })
    }
}

impl<T: Parse> Parse for OrFragment<T> {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let is_call = input.peek(Ident::peek_any) && input.peek2(Paren);
        if !is_call || is_combination(&word(&input.fork())?) {
            return input.parse().map(Self::Member);
        }
        let name = word(input)?;
        if !parens(input)?.is_empty() {
            let message = format!(
                "unknown form `{name}(…)`: a condition is written `column = value`, several `any(…)`, `all(…)` or `not(…)`, and \
                 a fragment `{name}()`, without arguments"
            );
            return Err(syn::Error::new(name.span(), message));
        }
        if input.peek(syn::Token![?]) {
            let message =
                format!("`{name}()` cannot be optional: add `?` to the conditions in its declaration");
            return Err(input.error(message));
        }
        Ok(Self::Fragment(name))
    }
}

/// Returns whether a word combines conditions, and cannot be the name of a fragment.
pub(crate) fn is_combination(word: &Ident) -> bool {
    ["any", "all", "not"].iter().any(|combination| word == combination)
}
