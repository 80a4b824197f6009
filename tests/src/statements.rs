//! Every statement that the project's tables give, by table and engine.

use store::model::TableModel;
use store::state::{self, ItemState, StateTable};
use store::{Dialect, Table, TableSql};

use crate::tables::{Counter, EveryType, Job, Plain, Step};

/// A table with its description and its statements.
#[derive(Clone, Copy, Debug)]
pub struct Tabled {
    /// The struct's name.
    pub name: &'static str,
    /// The description.
    pub model: &'static TableModel<'static>,
    /// The statements.
    pub sql: &'static TableSql,
}

fn tabled<T: Table>(name: &'static str) -> Tabled {
    Tabled { name, model: T::MODEL, sql: T::SQL }
}

/// The tables of the tests and of the state store.
pub fn tables() -> Vec<Tabled> {
    let of_store = |StateTable { name, model, sql }| Tabled { name, model, sql };
    let own = [
        tabled::<Counter>("Counter"),
        tabled::<EveryType>("EveryType"),
        tabled::<Job>("Job"),
        tabled::<Plain>("Plain"),
        tabled::<Step>("Step"),
        tabled::<ItemState>("ItemState"),
    ];
    own.into_iter().chain(state::tables().into_iter().map(of_store)).collect()
}

/// Every statement for an engine, named `table.statement`.
pub fn statements(dialect: Dialect) -> Vec<(String, &'static str)> {
    let of = |table: Tabled| {
        table.sql.of(dialect).statements().map(move |(name, sql)| (format!("{}.{name}", table.name), sql))
    };
    tables().into_iter().flat_map(of).collect()
}
