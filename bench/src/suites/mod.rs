//! The suites: which workers run which job, under which conditions.

mod client;
mod compile;
mod growth;
mod memory;
mod mssql;
mod processes;
mod queue;
mod rounds;
mod sql;

use crate::args::{Sizes, Suite};
use crate::error::Result;
use crate::results::SuiteResults;

/// Runs a suite, or all of them.
pub(crate) fn run(suite: Suite, sizes: Sizes) -> Result<Vec<SuiteResults>> {
    Ok(vec![match suite {
        Suite::Sql => sql::sql(sizes)?,
        Suite::Queue => queue::queue(sizes)?,
        Suite::Growth => growth::growth(sizes)?,
        Suite::Processes => processes::processes(sizes)?,
        Suite::Memory => memory::memory(sizes)?,
        Suite::Client => client::client(sizes)?,
        Suite::Mssql => mssql::mssql(sizes)?,
        Suite::Compile => compile::compile(sizes)?,
        Suite::All => {
            let all: Result<Vec<_>> = Suite::EACH.into_iter().map(|suite| run(suite, sizes)).collect();
            return Ok(all?.into_iter().flatten().collect());
        }
    }])
}
