//! Finds the run with an id from the command line.

use store::Database;
use store::state::{RunId, StateStore};

use crate::error::CliError;

/// Returns the id if a run has it.
pub(super) async fn known_run<D: Database>(store: &StateStore<D>, id: &str) -> Result<RunId, CliError> {
    let run = RunId::from(id);
    match store.run(&run).await? {
        Some(_) => Ok(run),
        None => Err(CliError::usage(format!("no run has the id {id}: run `store runs` to see the ids"))),
    }
}
