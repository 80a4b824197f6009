//! Enqueuing resources.

use std::collections::BTreeMap;

use super::insertion::{Insertion, QueuedItem, changed_meanwhile};
use super::known_items::KnownItems;
use super::{NewItem, WorkItem};
use crate::state::counters::CounterChanges;
use crate::state::{StateStore, Status, WorkItemId};
use crate::{Batch, Connection, Database, Error, ErrorKind, UniqueKey, UnitOfWork};

/// The outcome of enqueuing an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnqueueOutcome {
    /// The item was added to the queue.
    New(WorkItemId),
    /// The queue already has an item of the resource, which is unchanged.
    Existing {
        /// Id of the existing item.
        work_item_id: WorkItemId,
        /// Status of the existing item.
        status: Status,
    },
}

impl EnqueueOutcome {
    fn of(item: &QueuedItem<'_>) -> Self {
        let QueuedItem { work_item_id, status, is_new } = *item;
        let work_item_id = work_item_id.clone();
        if is_new { Self::New(work_item_id) } else { Self::Existing { work_item_id, status } }
    }

    /// Returns whether the item was added to the queue.
    pub const fn is_new(&self) -> bool {
        matches!(self, Self::New(_))
    }

    /// Returns the id of the item in the queue.
    pub const fn work_item_id(&self) -> &WorkItemId {
        match self {
            Self::New(id) | Self::Existing { work_item_id: id, .. } => id,
        }
    }
}

/// Enqueues items: a unit of work for a transaction of the application.
///
/// The rows of the application and the new items are committed or rolled back together, on a connection of this crate or
/// of rusqlite, sqlx or tiberius. The output has a result for each item, like the output of
/// [`enqueue_many`](StateStore::enqueue_many); a refused item writes nothing and leaves the transaction unchanged.
///
/// ```
/// use store::prelude::*;
/// use store::state::{Enqueue, Identity, NewItem, StateOptions, StateStore};
/// use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};
///
/// # store::__example!({
/// # let folder = tempfile::tempdir().unwrap();
/// let file = folder.path().join("app.db");
/// let store = StateStore::open(Sqlite::open(SqliteOptions::new(&file)).await?, StateOptions::default()).await?;
///
/// let mut connection = SqliteConnection::open(&SqliteOptions::new(&file))?;
/// let mut transaction = connection.begin_transaction().await?;
/// let item = NewItem::new(Identity::new("http", "docs", "page", "1"), "https://docs.example/1");
/// let enqueued = Enqueue::new(vec![item]).run(&mut transaction).await?;
/// assert!(matches!(&enqueued[0], Ok(one) if one.is_new()));
/// transaction.rollback().await?;
/// assert!(!store.exists(Identity::new("http", "docs", "page", "1")).await?);
/// # });
/// ```
#[derive(Clone, Debug)]
#[must_use = "a unit of work does nothing until it runs"]
pub struct Enqueue {
    items: Vec<WorkItem>,
    /// The errors of items that do not fit their columns, by position.
    refused: BTreeMap<usize, Error>,
    keep_seen: bool,
}

impl Enqueue {
    /// Creates the unit of work for these items.
    pub fn new(items: Vec<NewItem>) -> Self {
        let mut refused = BTreeMap::new();
        let mut fit = Vec::with_capacity(items.len());
        for (position, item) in items.into_iter().enumerate() {
            match item.check() {
                Ok(()) => fit.push(item.into_work_item()),
                Err(error) => {
                    refused.insert(position, error);
                }
            }
        }
        Self { items: fit, refused, keep_seen: true }
    }

    /// Sets whether sightings of known resources are recorded; see
    /// [`StateOptions::keep_seen`](crate::state::StateOptions::keep_seen). Default: `true`.
    pub fn keep_seen(mut self, keep: bool) -> Self {
        self.keep_seen = keep;
        self
    }

    /// Merges the outcomes of the items that fit with the errors of the others, in the original order.
    fn with_refused(
        &self,
        mut enqueued: impl Iterator<Item = EnqueueOutcome>,
    ) -> Vec<Result<EnqueueOutcome, Error>> {
        let mut results = Vec::with_capacity(self.items.len() + self.refused.len());
        for (position, error) in &self.refused {
            results.extend(enqueued.by_ref().take(position - results.len()).map(Ok));
            results.push(Err(error.clone()));
        }
        results.extend(enqueued.map(Ok));
        results
    }
}

impl UnitOfWork for Enqueue {
    type Output = Vec<Result<EnqueueOutcome, Error>>;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<Self::Output, Error> {
        let items: Vec<&WorkItem> = self.items.iter().collect();
        let mut known = KnownItems::default();
        known.look_up(connection, &items).await?;
        loop {
            let insertion = Insertion::new(items.clone(), &known);
            match self.write(connection, &insertion).await {
                Ok(()) => return Ok(self.with_refused(insertion.queued().iter().map(EnqueueOutcome::of))),
                Err(error) if error.kind() == ErrorKind::UnexpectedRowCount => {
                    if !known.look_up(connection, &items).await? {
                        return Err(changed_meanwhile(error));
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }
}

impl Enqueue {
    /// Writes everything in one request; or nothing, if another writer has inserted one of the new items since the lookup.
    async fn write<C: Connection>(&self, connection: &mut C, insertion: &Insertion<'_>) -> Result<(), Error> {
        let mut counters = CounterChanges::default();
        insertion.count(&mut counters);
        let counters = counters.into_rows();
        let sightings = if self.keep_seen { insertion.later_sightings() } else { Vec::new() };
        let mut batch = Batch::new();
        insertion.add_to(&mut batch);
        batch.upsert_many(&sightings, UniqueKey::PRIMARY);
        batch.upsert_many(&counters, UniqueKey::PRIMARY);
        connection.batch(batch).await.map(|_| ())
    }
}

impl<D: Database> StateStore<D> {
    /// Adds a resource to the queue, unless the queue has it.
    ///
    /// # Errors
    ///
    /// [`Truncated`](ErrorKind::Truncated) for a part that is longer than its column.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{EnqueueOutcome, Identity, NewItem, Status};
    ///
    /// # store::__example!(|store| {
    /// let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// let id = store.enqueue(page("1")).await?.work_item_id().clone();
    /// let again = store.enqueue(page("1")).await?;
    /// assert_eq!(again, EnqueueOutcome::Existing { work_item_id: id, status: Status::Pending });
    /// # });
    /// ```
    pub async fn enqueue(&self, item: NewItem) -> Result<EnqueueOutcome, Error> {
        let enqueued = self.enqueue_many(vec![item]).await?;
        let nothing = || Err(Error::new(ErrorKind::Other, "nothing was enqueued"));
        enqueued.into_iter().next().unwrap_or_else(nothing)
    }

    /// Adds the resources that are not in the queue, in one transaction. Returns a result for each, in the same order.
    ///
    /// A resource that does not fit its columns is refused with the error of [`enqueue`](Self::enqueue), and the
    /// others are added: check each result, or call [`NewItem::check`] first. All resources are written together, and again if
    /// another process adds one of them at the same time: add many in parts of some thousands.
    ///
    /// # Errors
    ///
    /// Only errors of the database; then nothing was added.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{Identity, NewItem};
    ///
    /// # store::__example!(|store| {
    /// let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// let too_long = "x".repeat(501);
    /// let enqueued = store.enqueue_many(vec![page("1"), page(&too_long), page("2"), page("1")]).await?;
    /// let new: Vec<Option<bool>> = enqueued.iter().map(|one| Some(one.as_ref().ok()?.is_new())).collect();
    /// assert_eq!(new, [Some(true), None, Some(true), Some(false)]);
    /// # });
    /// ```
    pub async fn enqueue_many(
        &self,
        items: Vec<NewItem>,
    ) -> Result<Vec<Result<EnqueueOutcome, Error>>, Error> {
        self.database.run(Enqueue::new(items).keep_seen(self.options().keep_seen)).await
    }
}
