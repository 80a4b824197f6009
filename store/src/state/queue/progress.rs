//! The speed of a crawl.

use std::time::Duration;

use chrono::Utc;

use super::WorkItem;
use crate::state::StateStore;
use crate::state::durations::capped_seconds;
use crate::{Database, Error};

/// The speed of a crawl, and the estimated time for the rest.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ProgressReport {
    /// Number of items that were completed, failed or skipped in the period.
    pub finished: u64,
    /// Number of items finished per second.
    pub per_second: f64,
    /// Estimated time until no item is open, at this speed; `None` if no item was finished.
    pub time_to_finish: Option<Duration>,
    /// Time that the oldest pending item has been in the queue; `None` if no item is pending.
    pub oldest_pending: Option<Duration>,
}

impl<D: Database> StateStore<D> {
    /// Returns the number of items finished within the last `period`, in whole seconds, and the estimated time for the
    /// rest.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
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
    pub async fn progress(&self, period: Duration) -> Result<ProgressReport, Error> {
        let mut connection = self.connection();
        let seconds = capped_seconds(period).max(1);
        let finished = WorkItem::finished_within(seconds).total(&mut connection).await?;
        let finished = u64::try_from(finished).unwrap_or_default();
        let oldest = WorkItem::oldest_pending().first(&mut connection).await?;
        let open = self.stats().await?.total.open();
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let (per_second, open) = (finished as f64 / f64::from(seconds), open as f64);
        Ok(ProgressReport {
            finished,
            per_second,
            time_to_finish: (finished > 0)
                .then(|| Duration::try_from_secs_f64(open / per_second).unwrap_or(Duration::MAX)),
            oldest_pending: oldest.map(|item| (Utc::now() - item.queued_at).to_std().unwrap_or_default()),
        })
    }
}
