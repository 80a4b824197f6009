//! `#[query(kind name(conditions…) clause(…) …)]`.

use store_core::schema::QueryKind;
use syn::parse::{Parse, ParseStream};
use syn::{DeriveInput, Ident, LitInt, Token};

use super::condition::Condition;
use super::fragment::OrFragment;
use super::output::{HavingAttr, OrderAttr, OutputAttr, RowAttr};
use super::parse::{comma, expect, is_list, list, list_with, once, parens, unknown, word};
use super::set::SetAttr;
use crate::ctxt::Ctxt;

/// The contents of `#[query(…)]`.
pub(crate) struct QueryAttr {
    pub(crate) kind: QueryKind,
    /// The word for the kind.
    pub(crate) word: Ident,
    pub(crate) name: Ident,
    pub(crate) filters: Vec<OrFragment<Condition>>,
    pub(crate) set: Option<(Ident, Vec<OrFragment<SetAttr>>)>,
    pub(crate) only: Option<(Ident, Vec<OutputAttr>)>,
    /// `as Name` or `into Path`, with the word.
    pub(crate) row: Option<(Ident, RowAttr)>,
    pub(crate) distinct: Option<Ident>,
    pub(crate) order: Option<(Ident, OrderAttr)>,
    pub(crate) having: Option<(Ident, Vec<HavingAttr>)>,
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
        let mut attr = Self {
            kind,
            word: kind_word,
            name,
            filters: list(input)?,
            set: None,
            only: None,
            row: None,
            distinct: None,
            order: None,
            group: None,
            having: None,
            limit: None,
            page: None,
            many: None,
            returning: None,
        };
        while !input.is_empty() {
            if input.peek(Token![,]) {
                return Err(input.error("unexpected `,`: clauses follow each other without commas"));
            }
            let clause = word(input)?;
            attr.clause(&clause, input)?;
        }
        Ok(attr)
    }
}

const CLAUSES: [&str; 12] = [
    "only",
    "as",
    "into",
    "distinct",
    "set",
    "order_by",
    "group_by",
    "having",
    "limit",
    "page",
    "many",
    "returning",
];

impl QueryAttr {
    fn clause(&mut self, clause: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        let span = clause.clone();
        match clause.to_string().as_str() {
            "set" => once(&mut self.set, clause, (span, some(clause, list(input)?)?)),
            "only" => once(&mut self.only, clause, (span, some(clause, list(input)?)?)),
            "into" | "as" if self.row.as_ref().is_some_and(|(other, _)| other != clause) => {
                Err(syn::Error::new(clause.span(), "`as` and `into` exclude each other: remove one of them"))
            }
            "as" | "into" => once(&mut self.row, clause, (span, RowAttr::parse(clause, input)?)),
            "distinct" => once(&mut self.distinct, clause, span),
            "order_by" => once(&mut self.order, clause, (span, order(clause, input)?)),
            "group_by" => once(&mut self.group, clause, (span, some(clause, list_with(input, word)?)?)),
            "having" => once(&mut self.having, clause, (span, some(clause, list(input)?)?)),
            "limit" => once(&mut self.limit, clause, (span, LimitAttr::parse(input)?)),
            "page" => once(&mut self.page, clause, span),
            "many" => once(&mut self.many, clause, span),
            "returning" => once(&mut self.returning, clause, span),
            "where" | "filter" => Err(syn::Error::new(
                clause.span(),
                format!(
                    "unknown clause `{clause}`: write conditions in the parentheses after the name, as in `{}(…)`",
                    self.name
                ),
            )),
            _ => Err(unknown("clause", clause, &CLAUSES)),
        }
    }
}

/// Parses the columns of an order, or alternatives: `enum Name { First(a, b), Second(c desc) }`.
fn order(clause: &Ident, input: ParseStream<'_>) -> syn::Result<OrderAttr> {
    let content = parens(input)?;
    let span = content.span();
    if content.parse::<Option<Token![enum]>>()?.is_none() {
        let mut sorts = Vec::new();
        while !content.is_empty() {
            sorts.push(content.parse()?);
            comma(&content)?;
        }
        return some(clause, sorts).map(OrderAttr::Sorts);
    }
    let name = expect(&content, "expected the name of the enum: write `enum Order { First(a), Second(b) }`")?;
    let body;
    syn::braced!(body in content);
    let mut alternatives = Vec::new();
    while !body.is_empty() {
        let alternative: Ident = expect(&body, "expected an order, as in `Newest(created_at desc, id)`")?;
        let sorts = some(&alternative, list(&body)?)?;
        alternatives.push((alternative, sorts));
        comma(&body)?;
    }
    if !content.is_empty() {
        return Err(content.error("unexpected tokens after the alternatives: remove them"));
    }
    Ok(OrderAttr::Choice { name, alternatives, span })
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
