//! `#[query(kind name(conditions…) clause(…) …)]`.

use store_core::schema::QueryKind;
use syn::parse::{Parse, ParseStream};
use syn::{DeriveInput, Ident, LitInt, Token};

use super::condition::Condition;
use super::fragment::OrFragment;
use super::parse::{expect, is_list, list, list_with, once, parens, unknown, word};
use super::set::SetAttr;
use super::table::SortAttr;
use crate::ctxt::Ctxt;

/// The contents of `#[query(…)]`.
pub(crate) struct QueryAttr {
    pub(crate) kind: QueryKind,
    /// The word for the kind.
    pub(crate) word: Ident,
    pub(crate) name: Ident,
    pub(crate) filters: Vec<OrFragment<Condition>>,
    pub(crate) set: Option<(Ident, Vec<OrFragment<SetAttr>>)>,
    pub(crate) order: Option<(Ident, Vec<SortAttr>)>,
    pub(crate) group: Option<(Ident, Vec<Ident>)>,
    pub(crate) limit: Option<(Ident, LimitAttr)>,
    pub(crate) page: Option<Ident>,
    pub(crate) many: Option<Ident>,
    pub(crate) returning: Option<Ident>,
}

pub(crate) enum LimitAttr {
    Rows(LitInt),
    Param(Ident),
}

impl QueryAttr {
    pub(crate) fn parse_all(ctxt: &Ctxt, input: &DeriveInput) -> Vec<Self> {
        let attrs = input.attrs.iter().filter(|attr| attr.path().is_ident("query"));
        attrs.filter_map(|attr| ctxt.parsed(attr.parse_args::<Self>())).collect()
    }
}

impl Parse for QueryAttr {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            let message = "expected a kind and a name, as in `select all()`";
            return Err(syn::Error::new(input.span(), message));
        }
        let kind_word = word(input)?;
        let Some(kind) = QueryKind::ALL.into_iter().find(|known| kind_word == known.name()) else {
            return Err(unknown("query kind", &kind_word, &QueryKind::ALL.map(QueryKind::name)));
        };
        let name: Ident = expect(
            input,
            "expected the name of the query, which becomes the name of a function: use a word that is not a keyword",
        )?;
        if !is_list(input) {
            return Err(syn::Error::new(
                name.span(),
                format!(
                    "`{name}` requires its conditions in parentheses: write `{name}()` if there are none"
                ),
            ));
        }
        let filters = list(input)?;
        let (mut set, mut order, mut group, mut limit) = (None, None, None, None);
        let (mut page, mut many, mut returning) = (None, None, None);
        while !input.is_empty() {
            if input.peek(Token![,]) {
                return Err(input.error("unexpected `,`: clauses follow each other without commas"));
            }
            let clause = word(input)?;
            let span = clause.clone();
            match clause.to_string().as_str() {
                "set" => once(&mut set, &clause, (span, some(&clause, list(input)?)?))?,
                "order_by" => once(&mut order, &clause, (span, some(&clause, list(input)?)?))?,
                "group_by" => once(&mut group, &clause, (span, some(&clause, list_with(input, word)?)?))?,
                "limit" => once(&mut limit, &clause, (span, LimitAttr::parse(input)?))?,
                "page" => once(&mut page, &clause, span)?,
                "many" => once(&mut many, &clause, span)?,
                "returning" => once(&mut returning, &clause, span)?,
                "where" | "filter" => {
                    return Err(syn::Error::new(
                        clause.span(),
                        format!(
                            "unknown clause `{clause}`: write conditions in the parentheses after the name, as in `{name}(…)`"
                        ),
                    ));
                }
                _ => {
                    return Err(unknown(
                        "clause",
                        &clause,
                        &["set", "order_by", "group_by", "limit", "page", "many", "returning"],
                    ));
                }
            }
        }
        Ok(Self { kind, word: kind_word, name, filters, set, order, group, limit, page, many, returning })
    }
}

/// Returns the members of a clause, of which there must be at least one.
fn some<T>(clause: &Ident, members: Vec<T>) -> syn::Result<Vec<T>> {
    if members.is_empty() {
        return Err(syn::Error::new(
            clause.span(),
            format!("`{clause}` is empty: add a column or remove it"),
        ));
    }
    Ok(members)
}

impl LimitAttr {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content = parens(input)?;
        let message = "expected one number, or a parameter such as `:limit`";
        let limit = if content.peek(Token![:]) {
            content.parse::<Token![:]>()?;
            Self::Param(word(&content)?)
        } else {
            Self::Rows(expect(&content, message)?)
        };
        if content.is_empty() { Ok(limit) } else { Err(content.error(message)) }
    }
}
