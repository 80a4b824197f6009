//! Every statement that the project's tables give, by table and engine.

use store::Dialect;
use store::ddl::Tabled;
use store::state::{self, ItemState};

use crate::tables::{Counter, EveryType, Job, Plain, Step};

/// The tables of the tests and of the state store.
pub fn tables() -> Vec<Tabled> {
    let own = [
        Tabled::of::<Counter>(),
        Tabled::of::<EveryType>(),
        Tabled::of::<Job>(),
        Tabled::of::<Plain>(),
        Tabled::of::<Step>(),
        Tabled::of::<ItemState>(),
    ];
    own.into_iter().chain(state::tables()).collect()
}

/// Every statement for an engine, named `table.statement`.
pub fn statements(dialect: Dialect) -> Vec<(String, &'static str)> {
    let of = |table: Tabled| {
        table.sql.of(dialect).statements().map(move |(name, sql)| (format!("{}.{name}", table.name), sql))
    };
    tables().into_iter().flat_map(of).collect()
}
