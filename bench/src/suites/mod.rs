//! The suites: which workers run which job, under which conditions.

mod growth;
mod memory;
mod processes;
mod queue;
mod rounds;
mod sql;

use crate::args::{Sizes, Suite};
use crate::error::Result;
use crate::results::SuiteResults;

/// Runs a suite.
pub(crate) fn run(suite: Suite, sizes: Sizes) -> Result<SuiteResults> {
    match suite {
        Suite::Sql => sql::sql(sizes),
        Suite::Queue => queue::queue(sizes),
        Suite::Growth => growth::growth(sizes),
        Suite::Processes => processes::processes(sizes),
        Suite::Memory => memory::memory(sizes),
    }
}
