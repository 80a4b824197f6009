//! `sql!("…", a = value)` and `sql!(mssql = "…", sqlite = "…", a = value)`.

use store_core::Dialect;
use syn::parse::{Parse, ParseStream};
use syn::{Expr, Ident, LitStr, Token};

use super::parse::{comma, once, value, word};

/// The input of `sql!`.
pub(crate) struct SqlInput {
    /// The SQL for each engine, in the order of [`Dialect::ALL`].
    pub(crate) sql: [LitStr; Dialect::ALL.len()],
    /// Whether one text is for all engines.
    pub(crate) is_portable: bool,
    pub(crate) params: Vec<(Ident, Option<Expr>)>,
}

const EXPECTED: &str = "expected SQL in quotes: write `\"SELECT …\"`, or `mssql = \"…\", sqlite = \"…\"`";

impl Parse for SqlInput {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(LitStr) {
            let sql: LitStr = input.parse()?;
            comma(input)?;
            return Ok(Self { sql: [sql.clone(), sql], is_portable: true, params: params(input)? });
        }
        let start = input.span();
        let (mut mssql, mut sqlite) = (None, None);
        while mssql.is_none() || sqlite.is_none() {
            let span = input.span();
            let name = word(input).map_err(|_| syn::Error::new(span, EXPECTED))?;
            match name.to_string().as_str() {
                "mssql" => once(&mut mssql, &name, value(input)?)?,
                "sqlite" => once(&mut sqlite, &name, value(input)?)?,
                _ => return Err(syn::Error::new(name.span(), EXPECTED)),
            }
            comma(input)?;
        }
        match (mssql, sqlite) {
            (Some(mssql), Some(sqlite)) => {
                Ok(Self { sql: [mssql, sqlite], is_portable: false, params: params(input)? })
            }
            _ => Err(syn::Error::new(start, EXPECTED)),
        }
    }
}

fn params(input: ParseStream<'_>) -> syn::Result<Vec<(Ident, Option<Expr>)>> {
    let mut params: Vec<(Ident, Option<Expr>)> = Vec::new();
    while !input.is_empty() {
        let name: Ident =
            super::parse::expect(input, "expected a parameter: write `name = value`, or `name`")?;
        if params.iter().any(|(other, _)| *other == name) {
            return Err(syn::Error::new(name.span(), format!("duplicate parameter `{name}`")));
        }
        let value = if input.parse::<Option<Token![=]>>()?.is_some() { Some(input.parse()?) } else { None };
        params.push((name, value));
        comma(input)?;
    }
    Ok(params)
}
