//! The suites: which workers run which job, under which conditions.

mod client;
mod compile;
mod growth;
mod memory;
mod mssql;
mod options;
mod processes;
mod queue;
mod rounds;
mod sql;
mod words;

use crate::args::{Sizes, Suite};
use crate::error::Result;
use crate::results::SuiteResults;

/// Runs a suite, or all of them, and calls `done` with the results of each.
pub(crate) fn run(
    suite: Suite,
    sizes: Sizes,
    done: &mut dyn FnMut(SuiteResults) -> Result<()>,
) -> Result<()> {
    done(match suite {
        Suite::Sql => sql::sql(sizes)?,
        Suite::Queue => queue::queue(sizes)?,
        Suite::Growth => growth::growth(sizes)?,
        Suite::Processes => processes::processes(sizes)?,
        Suite::Options => options::options(sizes)?,
        Suite::Memory => memory::memory(sizes)?,
        Suite::Client => client::client(sizes)?,
        Suite::Mssql => mssql::mssql(sizes)?,
        Suite::Compile => compile::compile(sizes)?,
        Suite::Words => words::words(sizes)?,
        Suite::All => return Suite::EACH.into_iter().try_for_each(|suite| run(suite, sizes, done)),
    })
}
