//! Removing what is no longer wanted.

use std::time::Duration;

use super::sweep::BATCH;
use crate::state::options;
use crate::state::{DiscoveredLink, ResourceVersion, StateStore, WorkItem, WorkerHeartbeat};
use crate::{Database, Error};

/// The ages after which rows are removed; rows without a given age are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Retention {
    /// Versions, so long after a newer one came; the newest of an item always stays.
    pub versions: Option<Duration>,
    /// Links, so long after they were found last.
    pub links: Option<Duration>,
    /// Of finished items the headers, body, metadata and error, so long after they were finished. The item stays with
    /// its identity and its outcome, so that it is not fetched again as if it were new.
    pub items: Option<Duration>,
    /// Workers, so long after their last sign of life.
    pub workers: Option<Duration>,
}

/// The ages of a retention in seconds.
struct Ages {
    versions: Option<i32>,
    links: Option<i32>,
    items: Option<i32>,
    workers: Option<i32>,
}

impl Ages {
    /// Refuses them before anything is removed.
    fn of(retention: &Retention) -> Result<Self, Error> {
        let Retention { versions, links, items, workers } = *retention;
        let seconds = |age: Option<Duration>| age.map(options::age).transpose();
        let (versions, links) = (seconds(versions)?, seconds(links)?);
        Ok(Self { versions, links, items: seconds(items)?, workers: seconds(workers)? })
    }
}

/// The numbers of removed rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PruneReport {
    /// Versions.
    pub versions: u64,
    /// Links.
    pub links: u64,
    /// Items that have nothing but their identity and outcome now.
    pub items: u64,
    /// Workers.
    pub workers: u64,
}

impl<D: Database> StateStore<D> {
    /// Removes old rows, in batches of a thousand rows, each in its own transaction.
    ///
    /// # Errors
    ///
    /// [`Misuse`](crate::ErrorKind::Misuse) for an age of more than 68 years; else those of the database. The batches before
    /// the error are removed, and the same call removes the rest. What was
    /// removed before an error is known from [`prune_with_progress`](Self::prune_with_progress).
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{PruneReport, Retention};
    ///
    /// # store::__example!(|store| {
    /// let month = std::time::Duration::from_secs(30 * 24 * 60 * 60);
    /// let retention = Retention { versions: Some(month), links: Some(month), ..Retention::default() };
    /// assert_eq!(store.prune(&retention).await?, PruneReport::default());
    /// # });
    /// ```
    pub async fn prune(&self, retention: &Retention) -> Result<PruneReport, Error> {
        self.prune_with_progress(retention, |_| {}).await
    }

    /// Like [`prune`](Self::prune); calls `progress` after each batch with the numbers of rows removed so far.
    ///
    /// # Errors
    ///
    /// As [`prune`](Self::prune).
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{PruneReport, Retention};
    ///
    /// # store::__example!(|store| {
    /// let month = std::time::Duration::from_secs(30 * 24 * 60 * 60);
    /// let retention = Retention { versions: Some(month), ..Retention::default() };
    /// let mut removed = PruneReport::default();
    /// let done = store.prune_with_progress(&retention, |pruned| removed = pruned).await;
    /// // Also after an error.
    /// println!("{} versions were removed", removed.versions);
    /// # assert_eq!(done?, removed);
    /// # });
    /// ```
    pub async fn prune_with_progress(
        &self,
        retention: &Retention,
        mut progress: impl FnMut(PruneReport) + Send,
    ) -> Result<PruneReport, Error> {
        let ages = Ages::of(retention)?;
        let mut pruned = PruneReport::default();
        let mut connection = self.connection();
        if let Some(age) = ages.versions {
            let prune = ResourceVersion::prune(age, BATCH);
            let removed = |rows| {
                pruned.versions += rows;
                progress(pruned);
            };
            to_the_end(async || prune.execute(&mut connection).await, removed).await?;
        }
        if let Some(age) = ages.links {
            let prune = DiscoveredLink::prune(age, BATCH);
            let removed = |rows| {
                pruned.links += rows;
                progress(pruned);
            };
            to_the_end(async || prune.execute(&mut connection).await, removed).await?;
        }
        if let Some(age) = ages.items {
            let strip = WorkItem::strip(age, BATCH);
            let removed = |rows| {
                pruned.items += rows;
                progress(pruned);
            };
            to_the_end(async || Ok(strip.all(&mut connection).await?.len() as u64), removed).await?;
        }
        if let Some(age) = ages.workers {
            let prune = WorkerHeartbeat::prune(age, BATCH);
            let removed = |rows| {
                pruned.workers += rows;
                progress(pruned);
            };
            to_the_end(async || prune.execute(&mut connection).await, removed).await?;
        }
        Ok(pruned)
    }

    /// Returns the numbers of rows that [`prune`](Self::prune) would remove.
    ///
    /// # Errors
    ///
    /// As [`prune`](Self::prune).
    pub async fn prunable(&self, retention: &Retention) -> Result<PruneReport, Error> {
        let ages = Ages::of(retention)?;
        let mut prunable = PruneReport::default();
        let mut connection = self.connection();
        let number = |count: i64| u64::try_from(count).unwrap_or_default();
        if let Some(age) = ages.versions {
            prunable.versions = number(ResourceVersion::prunable(age).total(&mut connection).await?);
        }
        if let Some(age) = ages.links {
            prunable.links = number(DiscoveredLink::prunable(age).total(&mut connection).await?);
        }
        if let Some(age) = ages.items {
            prunable.items = number(WorkItem::prunable(age).total(&mut connection).await?);
        }
        if let Some(age) = ages.workers {
            prunable.workers = number(WorkerHeartbeat::prunable(age).total(&mut connection).await?);
        }
        Ok(prunable)
    }
}

/// Runs batch after batch until one is not full; calls `removed` after each with the number of its rows.
async fn to_the_end(
    mut batch: impl AsyncFnMut() -> Result<u64, Error>,
    mut removed: impl FnMut(u64),
) -> Result<(), Error> {
    loop {
        let rows = batch().await?;
        removed(rows);
        if rows < u64::from(BATCH) {
            return Ok(());
        }
    }
}
