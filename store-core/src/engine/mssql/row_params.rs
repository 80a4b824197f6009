//! The parameters of an update as columns of a table variable.

use crate::render::{BytesParam, Fragment, Renderer, Sql, param_columns};
use crate::schema::Query;

/// The parameters of an update as columns of a table variable, which have the names `#1`, `#2` and so on.
#[derive(Debug, Default)]
pub(super) struct RowParams {
    /// The names.
    pub(super) names: Sql,
    /// The columns of the table variable.
    pub(super) variables: Sql,
    /// The columns of a row in JSON, after its number and its round.
    pub(super) json: Sql,
    /// The expressions for the values, read from JSON.
    pub(super) values: Sql,
}

impl RowParams {
    pub(super) fn of(r: &Renderer<'_>, query: &Query<'_>) -> Self {
        let mut params = Self::default();
        for (number, column) in (1..).zip(param_columns(query)) {
            params.push(r, number, column);
        }
        params
    }

    /// Adds the parameter with this number, which has the type of a column or is an amount of time.
    fn push(&mut self, r: &Renderer<'_>, number: u16, column: Option<usize>) {
        let Self { names, variables, json, values } = self;
        for out in [&mut *names, &mut *variables, &mut *json, &mut *values] {
            out.push(if number == 1 { "" } else { ", " });
        }
        let name = format!("#{number}");
        r.grammar.name(names, &name);
        r.grammar.name(variables, &name);
        variables.push(" ");
        match column {
            Some(column) => {
                r.fragment(variables, column, Fragment::Type);
                r.fragment(json, column, Fragment::JsonColumn(number));
                r.fragment(values, column, Fragment::FromJson(number, BytesParam::Second));
            }
            None => {
                variables.push("INT");
                json.push(&format!("[{name}] INT '$[{}]'", number + 1));
                r.grammar.name(values, &name);
            }
        }
        variables.push(" NULL");
    }
}
