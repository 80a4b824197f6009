//! Failing and skipping items.

use super::{ClaimedItem, FailOutcome, Failure, WorkItem};
use crate::state::counters::CounterChanges;
use crate::state::durations::capped_milliseconds;
use crate::state::{StateStore, Status};
use crate::{Batch, Connection, Database, Error, ErrorKind, UniqueKey, UnitOfWork};

impl<D: Database> StateStore<D> {
    /// Records a failure of an item: schedules another attempt, or fails the item after the last one; see
    /// [`RetryPolicy`](crate::state::RetryPolicy).
    ///
    /// # Errors
    ///
    /// [`LeaseLost`](crate::ErrorKind::LeaseLost) when the lease is lost, see [`ClaimedItem`].
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, FailOutcome, Failure};
    ///
    /// # store::__example!(|store, page| {
    /// # store.enqueue(page("1")).await?;
    /// let claimed = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
    /// let minute = std::time::Duration::from_secs(60);
    /// let failed = store.fail(&claimed, Failure::new("503").retry_after(minute)).await?;
    /// assert_eq!(failed, FailOutcome::Retry { after: minute });
    /// # });
    /// ```
    pub async fn fail(&self, claimed: &ClaimedItem, failure: Failure) -> Result<FailOutcome, Error> {
        let failures = u32::try_from(claimed.item().failures).unwrap_or_default();
        let delay = self.options().retry.delay(failures, failure.retry_after, fastrand::f64());
        let delay = delay.filter(|_| !failure.is_final);
        let outcome = match delay {
            Some(delay) => Unsuccessful::RetryAfter(capped_milliseconds(delay)),
            None => Unsuccessful::Failed,
        };
        let unit = EndUnsuccessfully { claimed: claimed.clone(), reason: failure.reason, outcome };
        self.database.run(unit).await?;
        Ok(delay.map_or(FailOutcome::GivenUp, |after| FailOutcome::Retry { after }))
    }

    /// Marks an item as not to be fetched, with a reason.
    ///
    /// # Errors
    ///
    /// As [`fail`](Self::fail).
    pub async fn skip(&self, claimed: &ClaimedItem, reason: impl Into<String>) -> Result<(), Error> {
        let unit = EndUnsuccessfully {
            claimed: claimed.clone(),
            reason: reason.into(),
            outcome: Unsuccessful::Skipped,
        };
        self.database.run(unit).await
    }
}

/// How a claim ends without a completion.
#[derive(Clone, Copy)]
enum Unsuccessful {
    /// The item is retried after this number of milliseconds.
    RetryAfter(i32),
    Failed,
    Skipped,
}

struct EndUnsuccessfully {
    claimed: ClaimedItem,
    reason: String,
    outcome: Unsuccessful,
}

impl UnitOfWork for EndUnsuccessfully {
    type Output = ();

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<(), Error> {
        let (claimed, reason) = (&self.claimed, Some(self.reason.as_str()));
        let (id, token, run) = (claimed.work_item_id(), claimed.token(), claimed.run());
        let source = claimed.item().source_key.as_str();
        let (mut counters, mut batch) = (CounterChanges::default(), Batch::new());
        let ended = match self.outcome {
            Unsuccessful::RetryAfter(delay) => {
                if let Some(counter) = counters.of_run(run, source) {
                    counter.retries += 1;
                }
                batch.execute(WorkItem::retry(id, token, delay, reason))
            }
            Unsuccessful::Failed => {
                counters.status_changed(source, claimed.open_status(), (Status::Failed, run));
                batch.execute(WorkItem::give_up(id, token, run, reason))
            }
            Unsuccessful::Skipped => {
                counters.status_changed(source, claimed.open_status(), (Status::Skipped, run));
                batch.execute(WorkItem::skip(id, token, run, reason))
            }
        };
        batch.expect(ended, 1);
        let counters = counters.into_rows();
        batch.upsert_many(&counters, UniqueKey::PRIMARY);
        match connection.batch(batch).await {
            Err(error) if error.kind() == ErrorKind::UnexpectedRowCount => Err(claimed.lost()),
            ended => ended.map(|_| ()),
        }
    }
}
