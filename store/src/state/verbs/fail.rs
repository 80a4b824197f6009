//! Failing and skipping.

use std::time::Duration;

use crate::state::counters::CounterChanges;
use crate::state::options::milliseconds;
use crate::state::{ClaimedItem, CounterKind, StateStore, Status, WorkItem};
use crate::{Connection, Database, Error, UnitOfWork};

/// Why an item failed, and whether and when to try again.
///
/// ```
/// use std::time::Duration;
/// use store::state::Failure;
///
/// let busy = Failure::new("503 Service Unavailable").retry_after(Duration::from_secs(120));
/// let gone = Failure::new("410 Gone").is_final();
/// assert_eq!((busy.reason(), gone.reason()), ("503 Service Unavailable", "410 Gone"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "it is kept when an item fails with it"]
pub struct Failure {
    reason: String,
    retry_after: Option<Duration>,
    is_final: bool,
}

impl Failure {
    /// For this reason; another attempt may go better.
    pub fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), retry_after: None, is_final: false }
    }

    /// The source asks to be left alone for so long, as by `Retry-After`.
    pub fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    /// No other attempt would go better, as with a page that is not there.
    pub fn is_final(mut self) -> Self {
        self.is_final = true;
        self
    }

    /// The reason.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

/// The effect of a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailOutcome {
    /// The item is tried again after so long.
    Retry {
        /// How long it waits, by the database's clock.
        after: Duration,
    },
    /// The item is failed.
    GivenUp,
}

impl<D: Database> StateStore<D> {
    /// Records a failure of an item: schedules another attempt, or fails the item after the last one; see
    /// [`RetryPolicy`](crate::state::RetryPolicy).
    ///
    /// # Errors
    ///
    /// [`LeaseLost`](crate::ErrorKind::LeaseLost) when the lease is lost, see [`ClaimedItem`](crate::state::ClaimedItem).
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
        let wait = self.shared.options.retry.wait(failures, failure.retry_after, fastrand::f64());
        let wait = wait.filter(|_| !failure.is_final);
        let end = match wait {
            Some(wait) => End::Retry(milliseconds(wait)),
            None => End::GiveUp,
        };
        self.database.transaction(Finish { claimed: claimed.clone(), reason: failure.reason, end }).await?;
        Ok(wait.map_or(FailOutcome::GivenUp, |after| FailOutcome::Retry { after }))
    }

    /// Marks an item as not to be fetched, with a reason.
    ///
    /// # Errors
    ///
    /// As [`fail`](Self::fail).
    pub async fn skip(&self, claimed: &ClaimedItem, reason: impl Into<String>) -> Result<(), Error> {
        let unit = Finish { claimed: claimed.clone(), reason: reason.into(), end: End::Skip };
        self.database.transaction(unit).await
    }
}

/// How an item ends that is not completed.
#[derive(Clone, Copy)]
enum End {
    /// For now: it waits for so many milliseconds.
    Retry(i32),
    GiveUp,
    Skip,
}

struct Finish {
    claimed: ClaimedItem,
    reason: String,
    end: End,
}

impl UnitOfWork for Finish {
    type Output = ();

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<(), Error> {
        let (claimed, reason) = (&self.claimed, Some(self.reason.as_str()));
        let (id, token, run) = (claimed.work_item_id(), claimed.token(), claimed.run());
        let source = claimed.item().source_key.as_str();
        let mut counters = CounterChanges::default();
        let rows = match self.end {
            End::Retry(wait) => {
                counters.run(run, source, CounterKind::Retries, 1);
                WorkItem::retry(id, token, wait, reason).execute(connection).await?
            }
            End::GiveUp => {
                counters.moved(source, claimed.leaves(), (Status::Failed, run));
                WorkItem::give_up(id, token, run, reason).execute(connection).await?
            }
            End::Skip => {
                counters.moved(source, claimed.leaves(), (Status::Skipped, run));
                WorkItem::skip(id, token, run, reason).execute(connection).await?
            }
        };
        claimed.held(rows)?;
        counters.write(connection).await
    }
}
