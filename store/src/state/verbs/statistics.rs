//! How much there is, and how fast it goes.

use std::collections::BTreeMap;
use std::time::Duration;

use chrono::Utc;

use crate::state::column_text::ColumnText;
use crate::state::counters::sums;
use crate::state::options::seconds;
use crate::state::{CounterKind, StateStore, Status, WorkItem};
use crate::{Database, Error};

/// Numbers of items by status.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Items that wait for a worker, or for their next attempt.
    pub pending: i64,
    /// Items that are with a worker.
    pub in_progress: i64,
    /// Items that were fetched.
    pub completed: i64,
    /// Items that were given up.
    pub failed: i64,
    /// Items that are not to be fetched.
    pub skipped: i64,
}

impl Counts {
    /// How many stand so.
    pub const fn of(&self, status: Status) -> i64 {
        match status {
            Status::Pending => self.pending,
            Status::InProgress => self.in_progress,
            Status::Completed => self.completed,
            Status::Failed => self.failed,
            Status::Skipped => self.skipped,
        }
    }

    /// How many there are.
    pub const fn total(&self) -> i64 {
        self.pending + self.in_progress + self.completed + self.failed + self.skipped
    }

    fn add(&mut self, other: &Self) {
        self.pending += other.pending;
        self.in_progress += other.in_progress;
        self.completed += other.completed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Numbers of items, in total and by source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// Of all sources.
    pub total: Counts,
    /// Of each source, by [`Source::key`](crate::state::Source::key).
    pub sources: BTreeMap<String, Counts>,
}

/// The speed of a crawl, and an estimate for the rest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// How many items were completed, failed or skipped in the time that was looked at.
    pub finished: u64,
    /// The same, per second.
    pub per_second: f64,
    /// How long it would take at this speed until no item is left; `None` while none is finished.
    pub time_to_finish: Option<Duration>,
    /// For how long the oldest pending item has been in the queue; `None` without one.
    pub oldest_pending: Option<Duration>,
}

impl<D: Database> StateStore<D> {
    /// Returns the number of items by status and source, from counters: the time does not grow with the number of
    /// items.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// # store::__example!(|store, page| {
    /// store.enqueue_many(vec![page("1"), page("2")]).await?;
    /// let stats = store.stats().await?;
    /// assert_eq!((stats.total.pending, stats.sources["http/docs"].pending), (2, 2));
    /// # });
    /// ```
    pub async fn stats(&self) -> Result<Stats, Error> {
        let mut connection = self.connection();
        let mut stats = Stats::default();
        for ((source, measure), amount) in sums(&mut connection, "").await? {
            let counts = stats.sources.entry(source.into_string()).or_default();
            match measure {
                CounterKind::Open => counts.pending = amount,
                CounterKind::Completed => counts.completed = amount,
                CounterKind::Failed => counts.failed = amount,
                CounterKind::Skipped => counts.skipped = amount,
                // Those of runs only.
                _ => {}
            }
        }
        // Few at any time, and in an index of their own.
        for (source, count) in WorkItem::in_progress().groups(&mut connection).await? {
            let counts = stats.sources.entry(ColumnText::from(source).into_string()).or_default();
            counts.in_progress = count;
            counts.pending = (counts.pending - count).max(0);
        }
        for counts in stats.sources.values() {
            stats.total.add(counts);
        }
        Ok(stats)
    }

    /// Returns the number of items finished within the last `over`, in whole seconds, and an estimate for the rest.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Completion};
    ///
    /// # store::__example!(|store, page| {
    /// # store.enqueue_many(vec![page("1"), page("2")]).await?;
    /// # let claimed = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
    /// # store.complete(&claimed, Completion::new()).await?;
    /// let progress = store.progress(std::time::Duration::from_secs(60)).await?;
    /// assert_eq!(progress.finished, 1);
    /// assert_eq!(progress.time_to_finish.map(|time| time.as_secs()), Some(60));
    /// # });
    /// ```
    pub async fn progress(&self, over: Duration) -> Result<Progress, Error> {
        let mut connection = self.connection();
        let over = seconds(over).max(1);
        let finished = WorkItem::finished_within(over).total(&mut connection).await?;
        let finished = u64::try_from(finished).unwrap_or_default();
        let oldest = WorkItem::oldest_pending().first(&mut connection).await?;
        let open = self.stats().await?.total;
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let (per_second, open) =
            (finished as f64 / f64::from(over), (open.pending + open.in_progress) as f64);
        Ok(Progress {
            finished,
            per_second,
            time_to_finish: (finished > 0)
                .then(|| Duration::try_from_secs_f64(open / per_second).unwrap_or(Duration::MAX)),
            oldest_pending: oldest.map(|item| (Utc::now() - item.queued_at).to_std().unwrap_or_default()),
        })
    }
}
