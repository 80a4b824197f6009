//! Whether somebody works on a store.

use std::time::Duration;

use store::state::{StateStore, WorkItem};
use store::{Database, Error};

use crate::fault::Fault;

/// Whoever gave a sign of life within this time is at work.
const WITHIN: Duration = Duration::from_secs(90);

/// The names of those who are at work.
async fn workers<D: Database>(store: &StateStore<D>) -> Result<Vec<String>, Error> {
    let mut names: Vec<String> =
        store.workers(WITHIN).await?.into_iter().map(|worker| worker.worker_id).collect();
    names.sort();
    Ok(names)
}

/// Who is at work, in words: those who gave a sign of life, and those who have items.
pub(super) async fn who<D: Database>(store: &StateStore<D>) -> Result<Option<String>, Error> {
    let workers = workers(store).await?;
    let mut connection = store.database().clone();
    // By the clock of the database, which is the one that leases go by.
    let taken: i64 =
        WorkItem::in_progress().groups(&mut connection).await?.iter().map(|(_, items)| items).sum();
    let leased = taken - WorkItem::overdue().total(&mut connection).await?;
    Ok(match (workers.is_empty(), leased) {
        (true, ..=0) => None,
        (true, leased) => Some(format!("workers have {leased} items of it")),
        (false, ..=0) => Some(format!("{} at work on it", workers.join(", "))),
        (false, leased) => Some(format!("{} at work on it, with {leased} items", workers.join(", "))),
    })
}

/// Refuses a store that somebody works on: what is read of it would be of different moments.
pub(super) async fn refuse<D: Database>(store: &StateStore<D>) -> Result<(), Fault> {
    let Some(who) = who(store).await? else { return Ok(()) };
    Err(Fault::Usage(format!(
        "{who}: let `store drain` end what they do, put back what a worker that is gone still has with `store items release`, or \
         add --live, which takes the tables as of different moments"
    )))
}
