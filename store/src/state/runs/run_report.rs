//! A run with its counters.

use super::IngestRun;
use crate::state::counters::counter_sums;
use crate::state::{CounterKind, RunId, StateStore, WorkItem};
use crate::{ConnectionExt, Database, Error};

/// The counters of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunCounters {
    /// Items that wait for a worker.
    pub pending: i64,
    /// Items that are claimed by a worker.
    pub in_progress: i64,
    /// Number of completions.
    pub completed: i64,
    /// Number of failures for good.
    pub failed: i64,
    /// Number of skips.
    pub skipped: i64,
    /// Items that were new to the queue.
    pub enqueued: i64,
    /// Number of enqueued resources that were already in the queue.
    pub duplicates: i64,
    /// Failures that were followed by another attempt.
    pub retries: i64,
    /// Leases that expired.
    pub expiries: i64,
    /// Versions that differ from the previous one, or are the first.
    pub changed: i64,
    /// Versions that equal the previous one.
    pub unchanged: i64,
    /// Bytes of all versions.
    pub bytes: i64,
}

/// A run and its counters.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RunReport {
    /// The run.
    pub run: IngestRun,
    /// The counters of the run.
    pub counters: RunCounters,
}

impl<D: Database> StateStore<D> {
    /// Returns a run and its counters.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{NewRun, RunCounters};
    ///
    /// # store::__example!(|store, page| {
    /// let run = store.start_run(NewRun::new("nightly")).await?.run_id;
    /// store.enqueue_many(vec![page("1").run(run.clone()), page("1").run(run.clone())]).await?;
    /// let counters = store.run(&run).await?.map(|report| report.counters);
    /// let expected = RunCounters { pending: 1, enqueued: 1, duplicates: 1, ..RunCounters::default() };
    /// assert_eq!(counters, Some(expected));
    /// # });
    /// ```
    pub async fn run(&self, run: &RunId) -> Result<Option<RunReport>, Error> {
        let mut connection = self.connection();
        let Some(found) = connection.get::<IngestRun>(run).await? else { return Ok(None) };
        let mut counters = RunCounters::default();
        for ((_, kind), amount) in counter_sums(&mut connection, run.as_str()).await? {
            let counter = match kind {
                CounterKind::Open => &mut counters.pending,
                CounterKind::Completed => &mut counters.completed,
                CounterKind::Failed => &mut counters.failed,
                CounterKind::Skipped => &mut counters.skipped,
                CounterKind::Enqueued => &mut counters.enqueued,
                CounterKind::Duplicates => &mut counters.duplicates,
                CounterKind::Retries => &mut counters.retries,
                CounterKind::Expiries => &mut counters.expiries,
                CounterKind::Changed => &mut counters.changed,
                CounterKind::Unchanged => &mut counters.unchanged,
                CounterKind::Bytes => &mut counters.bytes,
            };
            *counter += amount;
        }
        counters.in_progress = WorkItem::in_progress_of_run(run).total(&mut connection).await?;
        counters.pending = (counters.pending - counters.in_progress).max(0);
        Ok(Some(RunReport { run: found, counters }))
    }
}
