//! Removing old rows.

use std::time::Duration;

use crate::state::durations::age_seconds;
use crate::state::queue::BATCH;
use crate::state::{DiscoveredLink, ResourceVersion, StateStore, WorkItem, WorkerHeartbeat};
use crate::{Connection, Database, Error};

/// The ages after which rows are removed. Rows without an age are kept; by default, all are.
///
/// ```
/// use std::time::Duration;
/// use store::state::Retention;
///
/// let month = Duration::from_secs(30 * 24 * 60 * 60);
/// let retention = Retention::new().versions(month).links(month);
/// assert!(!retention.is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "nothing is removed until `prune` is called"]
pub struct Retention {
    versions: Option<Duration>,
    links: Option<Duration>,
    items: Option<Duration>,
    workers: Option<Duration>,
}

impl Retention {
    /// Creates a retention that keeps all rows.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the time after which a version is removed that a newer one has replaced. The newest version of an item is
    /// always kept.
    pub fn versions(mut self, age: impl Into<Option<Duration>>) -> Self {
        self.versions = age.into();
        self
    }

    /// Sets the time after which a link is removed, since it was last found.
    pub fn links(mut self, age: impl Into<Option<Duration>>) -> Self {
        self.links = age.into();
        self
    }

    /// Sets the time after which the headers, body, metadata and error of a finished item are removed. The item itself is
    /// kept, with its identity and outcome, so that its resource is not fetched again as a new one.
    pub fn items(mut self, age: impl Into<Option<Duration>>) -> Self {
        self.items = age.into();
        self
    }

    /// Sets the time after which a worker is removed, since its last heartbeat.
    pub fn workers(mut self, age: impl Into<Option<Duration>>) -> Self {
        self.workers = age.into();
        self
    }

    /// Returns whether all rows are kept.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// The ages of a retention in seconds.
struct Ages {
    versions: Option<i32>,
    links: Option<i32>,
    items: Option<i32>,
    workers: Option<i32>,
}

impl Ages {
    /// Converts all ages, so that one out of range is refused before anything is removed.
    fn of(retention: &Retention) -> Result<Self, Error> {
        let Retention { versions, links, items, workers } = *retention;
        let seconds = |age: Option<Duration>| age.map(age_seconds).transpose();
        let (versions, links) = (seconds(versions)?, seconds(links)?);
        Ok(Self { versions, links, items: seconds(items)?, workers: seconds(workers)? })
    }
}

/// The numbers of removed rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PruneReport {
    /// Removed versions.
    pub versions: u64,
    /// Removed links.
    pub links: u64,
    /// Items reduced to their identity and outcome.
    pub items: u64,
    /// Removed workers.
    pub workers: u64,
}

impl<D: Database> StateStore<D> {
    /// Removes old rows, in batches of a thousand rows, each in its own transaction.
    ///
    /// # Errors
    ///
    /// [`Misuse`](crate::ErrorKind::Misuse) for an age of more than 68 years; otherwise errors of the database. The batches
    /// before the error are removed, and the same call removes the rest; [`prune_with_progress`](Self::prune_with_progress)
    /// reports their numbers.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{PruneReport, Retention};
    ///
    /// # store::__example!(|store| {
    /// let month = std::time::Duration::from_secs(30 * 24 * 60 * 60);
    /// let retention = Retention::new().versions(month).links(month);
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
    /// let retention = Retention::new().versions(month);
    /// let mut removed = PruneReport::default();
    /// let result = store.prune_with_progress(&retention, |pruned| removed = pruned).await;
    /// // Known after an error, too.
    /// println!("{} versions were removed", removed.versions);
    /// # assert_eq!(result?, removed);
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
            repeat_until_partial(async || prune.execute(&mut connection).await, removed).await?;
        }
        if let Some(age) = ages.links {
            let removed = |rows| {
                pruned.links += rows;
                progress(pruned);
            };
            prune_links(&mut connection, age, removed).await?;
        }
        if let Some(age) = ages.items {
            let strip = WorkItem::strip(age, BATCH);
            let removed = |rows| {
                pruned.items += rows;
                progress(pruned);
            };
            repeat_until_partial(async || Ok(strip.all(&mut connection).await?.len() as u64), removed)
                .await?;
        }
        if let Some(age) = ages.workers {
            let prune = WorkerHeartbeat::prune(age, BATCH);
            let removed = |rows| {
                pruned.workers += rows;
                progress(pruned);
            };
            repeat_until_partial(async || prune.execute(&mut connection).await, removed).await?;
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

/// Removes old links; calls `removed` after each batch with the number of its rows.
///
/// No index has the times of links: it would cost more with each link than reading the table costs here. Batches
/// therefore continue after the last row that was found, so that the table is read once.
async fn prune_links<C: Connection>(
    connection: &mut C,
    age: i32,
    mut removed: impl FnMut(u64),
) -> Result<(), Error> {
    let mut last: Option<DiscoveredLink> = None;
    loop {
        let after = last.as_ref().map(|link| (&link.from_item, &link.to_item));
        let page = DiscoveredLink::old_page(age, after, BATCH).all(connection).await?;
        let (Some(first), Some(end)) = (page.first(), page.last()) else { return Ok(()) };
        let prune = DiscoveredLink::prune(&first.from_item, &end.from_item, age, BATCH);
        repeat_until_partial(async || prune.execute(connection).await, &mut removed).await?;
        last = Some(end.clone());
    }
}

/// Runs batches until one is not full; calls `removed` after each with the number of its rows.
async fn repeat_until_partial(
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
