//! `#[query(kind name(filters…) clause(…) …)]`.

use store_core::schema::QueryKind;
use syn::parse::{Parse, ParseStream};
use syn::{DeriveInput, Ident, LitInt, Token};

use super::condition::{Clause, Expr, Term};
use super::parse::{instead, is_list, list, list_with, once, parens, unknown, word};
use super::table::SortAttr;
use crate::ctxt::Ctxt;

/// A declared query as it was written.
pub(crate) struct QueryAttr {
    pub(crate) kind: QueryKind,
    pub(crate) name: Ident,
    pub(crate) filters: Vec<Filter>,
    pub(crate) set: Option<(Ident, Vec<SetAttr>)>,
    pub(crate) order: Option<(Ident, Vec<SortAttr>)>,
    pub(crate) group: Option<(Ident, Vec<Ident>)>,
    pub(crate) limit: Option<(Ident, LimitAttr)>,
    pub(crate) page: Option<Ident>,
}

/// A condition, optional when a `?` stands behind it.
pub(crate) struct Filter {
    pub(crate) clause: Clause,
    pub(crate) optional: Option<Token![?]>,
}

/// `column = value`, `column += value`, or `column` for `column = :column`.
pub(crate) struct SetAttr {
    pub(crate) column: Ident,
    pub(crate) value: Expr,
}

pub(crate) enum LimitAttr {
    Rows(LitInt),
    Param(Ident),
}

impl QueryAttr {
    pub(crate) fn parse_all(ctxt: &Ctxt, input: &DeriveInput) -> Vec<Self> {
        let attrs = input.attrs.iter().filter(|attr| attr.path().is_ident("query"));
        attrs.filter_map(|attr| ctxt.read(attr.parse_args::<Self>())).collect()
    }
}

impl Parse for QueryAttr {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.is_empty() {
            let what = "a query needs its kind and its name: write one such as `select all()`";
            return Err(syn::Error::new(input.span(), what));
        }
        let kind = word(input)?;
        let Some(kind) = QueryKind::ALL.into_iter().find(|known| kind == known.name()) else {
            return Err(unknown(&kind, &QueryKind::ALL.map(QueryKind::name)));
        };
        let name: Ident = instead(
            input,
            "the query's name belongs here, a plain word and no keyword, since it becomes that of a function",
        )?;
        if !is_list(input) {
            return Err(syn::Error::new(
                name.span(),
                format!("`{name}` needs its filters in parentheses: write `{name}()` for none"),
            ));
        }
        let filters = list(input)?;
        let (mut set, mut order, mut group, mut limit, mut page) = (None, None, None, None, None);
        while !input.is_empty() {
            if input.peek(Token![,]) {
                return Err(input.error("remove the comma: clauses stand one after the other"));
            }
            let clause = word(input)?;
            let place = clause.clone();
            match clause.to_string().as_str() {
                "set" => once(&mut set, &clause, (place, some(&clause, list(input)?)?))?,
                "order_by" => once(&mut order, &clause, (place, some(&clause, list(input)?)?))?,
                "group_by" => once(&mut group, &clause, (place, some(&clause, list_with(input, word)?)?))?,
                "limit" => once(&mut limit, &clause, (place, LimitAttr::parse(input)?))?,
                "page" => once(&mut page, &clause, place)?,
                "where" | "filter" => {
                    return Err(syn::Error::new(
                        clause.span(),
                        format!("conditions stand in the parentheses behind the name: write `{name}(…)`"),
                    ));
                }
                _ => return Err(unknown(&clause, &["set", "order_by", "group_by", "limit", "page"])),
            }
        }
        Ok(Self { kind, name, filters, set, order, group, limit, page })
    }
}

/// The members of a clause that has at least one.
fn some<T>(clause: &Ident, members: Vec<T>) -> syn::Result<Vec<T>> {
    if members.is_empty() {
        return Err(syn::Error::new(
            clause.span(),
            format!("`{clause}()` names no column: name one or remove it"),
        ));
    }
    Ok(members)
}

impl Parse for Filter {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self { clause: input.parse()?, optional: input.parse()? })
    }
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
            instead::<Token![=]>(input, "a value belongs here: write `= …`, `+= …`, `-= …` or `*= …`")?;
            None
        };
        let value = match sign {
            Some(sign) => Expr::Arithmetic(Term::Column(column.clone()), sign, input.parse()?),
            None => input.parse()?,
        };
        Ok(Self { column, value })
    }
}

impl LimitAttr {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let content = parens(input)?;
        let what = "`limit` takes one number, or a parameter such as `:limit`";
        let limit = if content.peek(Token![:]) {
            content.parse::<Token![:]>()?;
            Self::Param(word(&content)?)
        } else {
            Self::Rows(instead(&content, what)?)
        };
        if content.is_empty() { Ok(limit) } else { Err(content.error(what)) }
    }
}
