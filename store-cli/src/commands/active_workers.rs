//! Workers that are active on a store.

use std::time::Duration;

use store::state::{StateStore, WorkItem};
use store::{Database, Error};

use crate::error::CliError;

/// Age of the last heartbeat up to which a worker counts as active.
const ACTIVE_WITHIN: Duration = Duration::from_secs(90);

/// Describes the active workers: those with a recent heartbeat, and the number of leased items. Returns `None` if there are
/// neither.
pub(super) async fn describe<D: Database>(store: &StateStore<D>) -> Result<Option<String>, Error> {
    let mut workers: Vec<String> =
        store.workers(ACTIVE_WITHIN).await?.into_iter().map(|worker| worker.worker_id).collect();
    workers.sort();
    let mut connection = store.database().clone();
    let in_progress = store.stats().await?.total.in_progress;
    // Expired by the clock of the database, as everywhere.
    let leased = in_progress - WorkItem::overdue().total(&mut connection).await?;
    Ok(match (workers.is_empty(), leased) {
        (true, ..=0) => None,
        (true, leased) => Some(format!("workers hold {leased} of its items")),
        (false, ..=0) => Some(format!("active workers: {}", workers.join(", "))),
        (false, leased) => Some(format!("active workers: {}; they hold {leased} items", workers.join(", "))),
    })
}

/// Refuses a store with active workers, whose tables would be read at different moments.
pub(super) async fn refuse<D: Database>(store: &StateStore<D>) -> Result<(), CliError> {
    let Some(workers) = describe(store).await? else { return Ok(()) };
    Err(CliError::usage(format!(
        "the store is in use ({workers}): run `store drain` and wait until the workers have exited, release the items of \
         dead workers with `store items release`, or add --live to read the tables at different moments"
    )))
}
