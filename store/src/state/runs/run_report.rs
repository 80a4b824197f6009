//! A run with its counters.

use super::IngestRun;
use crate::state::counters::counter_sums;
use crate::state::{Counter, OpenItem, RunId, StateStore};
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
        let mut sum = Counter::default();
        counter_sums(&mut connection, run.as_str()).await?.values().for_each(|counter| sum.add(counter));
        let mut in_progress = 0;
        let count = |item: OpenItem| {
            in_progress += i64::from(item.run_id.as_ref() == Some(run));
            std::ops::ControlFlow::Continue(())
        };
        OpenItem::in_progress().for_each(&mut connection, count).await?;
        let counters = RunCounters {
            pending: (sum.open_items - in_progress).max(0),
            in_progress,
            completed: sum.completed,
            failed: sum.failed,
            skipped: sum.skipped,
            enqueued: sum.enqueued,
            duplicates: sum.duplicates,
            retries: sum.retries,
            expiries: sum.expiries,
            changed: sum.changed,
            unchanged: sum.unchanged,
            bytes: sum.bytes,
        };
        Ok(Some(RunReport { run: found, counters }))
    }
}
