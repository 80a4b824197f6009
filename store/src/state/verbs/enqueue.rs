//! Putting resources in the queue.

use std::collections::{BTreeMap, HashMap};

use crate::state::counters::CounterChanges;
use crate::state::records::ItemState;
use crate::state::time::now;
use crate::state::{CounterKind, NewItem, SeenResource, StateStore, Status, WorkItem, WorkItemId};
use crate::{Connection, ConnectionExt, Database, Error, Outcome, UniqueKey, UnitOfWork};

/// How many hashes are looked up at once.
const LOOKED_UP: usize = 1_000;

/// The outcome of enqueuing an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnqueueOutcome {
    /// It is in the queue now.
    New(WorkItemId),
    /// It was there already, and stays as it was.
    Existing {
        /// The id of the item that is there.
        work_item_id: WorkItemId,
        /// Where that item stands.
        status: Status,
    },
}

impl EnqueueOutcome {
    /// Whether it is new to the queue.
    pub const fn is_new(&self) -> bool {
        matches!(self, Self::New(_))
    }

    /// The id of the item in the queue.
    pub const fn work_item_id(&self) -> &WorkItemId {
        match self {
            Self::New(id) | Self::Existing { work_item_id: id, .. } => id,
        }
    }
}

/// Enqueues items: a unit of work for a transaction of the application.
///
/// The rows of the application and the new items are committed or rolled back together, on a connection of store or of
/// rusqlite, sqlx or tiberius. The output has a result for each item, like that of
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
/// let mut own = SqliteConnection::open(&SqliteOptions::new(&file))?;
/// let mut transaction = own.begin_transaction().await?;
/// let item = NewItem::new(Identity::new("http", "docs", "page", "1"), "https://docs.example/1");
/// let enqueued = Enqueue::new(vec![item]).execute(&mut transaction).await?;
/// assert!(matches!(&enqueued[0], Ok(one) if one.is_new()));
/// transaction.rollback().await?;
/// assert!(!store.exists(Identity::new("http", "docs", "page", "1")).await?);
/// # });
/// ```
#[derive(Clone, Debug)]
pub struct Enqueue {
    items: Vec<WorkItem>,
    /// Why resources do not fit their columns, by their position.
    refused: BTreeMap<usize, Error>,
}

impl Enqueue {
    /// Puts these in the queue.
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
        Self { items: fit, refused }
    }

    /// The outcomes of those that fit, with the errors of the others in between.
    fn with_refused(&self, enqueued: Vec<EnqueueOutcome>) -> Vec<Result<EnqueueOutcome, Error>> {
        let mut enqueued = enqueued.into_iter();
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
        let mut counters = CounterChanges::default();
        let outcomes = put(connection, &self.items, &mut counters).await?;
        see(connection, &self.items).await?;
        let enqueued = with_ids(connection, &self.items, &outcomes).await?;
        counters.write(connection).await?;
        Ok(self.with_refused(enqueued))
    }
}

impl<D: Database> StateStore<D> {
    /// Adds a resource to the queue unless it is there.
    ///
    /// # Errors
    ///
    /// [`Truncated`](crate::ErrorKind::Truncated) for a part that is longer than its column.
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
        let nothing = || Err(Error::new(crate::ErrorKind::Other, "nothing was enqueued"));
        enqueued.into_iter().next().unwrap_or_else(nothing)
    }

    /// Adds the resources that are not in the queue, in one transaction. Returns a result for each, in the same order.
    ///
    /// A resource that does not fit its columns is refused with the error of [`enqueue`](Self::enqueue), and the
    /// others are added: check each result, or call [`NewItem::check`] first.
    ///
    /// # Errors
    ///
    /// Only those of the database; then none of them is in the queue.
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
        self.database.transaction(Enqueue::new(items)).await
    }
}

/// Puts items in the queue and counts them.
pub(super) async fn put<C: Connection>(
    connection: &mut C,
    items: &[WorkItem],
    counters: &mut CounterChanges,
) -> Result<Vec<Outcome>, Error> {
    let key = WorkItem::UX_WORK_ITEMS_DEDUPE;
    let outcomes = match items {
        [] => Vec::new(),
        [item] => vec![connection.insert_if_absent_by(item, key).await?],
        items => connection.insert_many_if_absent(items, key).await?,
    };
    for (item, outcome) in items.iter().zip(&outcomes) {
        let (run, source) = (item.run_id.as_ref(), item.source_key.as_str());
        if *outcome == Outcome::Inserted {
            counters.items(source, CounterKind::Open, 1);
            counters.run(run, source, CounterKind::Open, 1);
            counters.run(run, source, CounterKind::Enqueued, 1);
        } else {
            counters.run(run, source, CounterKind::Duplicates, 1);
        }
    }
    Ok(outcomes)
}

/// Notes that the resources were seen.
pub(super) async fn see<C: Connection>(connection: &mut C, items: &[WorkItem]) -> Result<(), Error> {
    let now = now();
    // In the order of the key, in which all writers hold the rows that they share.
    let mut seen: BTreeMap<[u8; 32], SeenResource> = BTreeMap::new();
    for item in items {
        let resource = seen.entry(item.dedupe_hash).or_insert_with(|| SeenResource {
            dedupe_hash: item.dedupe_hash,
            dedupe_key: item.dedupe_key.clone(),
            first_seen_at: now,
            last_seen_at: now,
            seen_count: 0,
            last_run_id: None,
        });
        resource.seen_count += 1;
        resource.last_run_id = item.run_id.clone().or_else(|| resource.last_run_id.take());
    }
    let seen: Vec<SeenResource> = seen.into_values().collect();
    if !seen.is_empty() {
        connection.upsert_many(&seen, UniqueKey::PRIMARY).await?;
    }
    Ok(())
}

/// The ids of the items in the queue, and where those stand that were there.
async fn with_ids<C: Connection>(
    connection: &mut C,
    items: &[WorkItem],
    outcomes: &[Outcome],
) -> Result<Vec<EnqueueOutcome>, Error> {
    let existing: Vec<[u8; 32]> = items
        .iter()
        .zip(outcomes)
        .filter(|(_, outcome)| **outcome == Outcome::Existing)
        .map(|(item, _)| item.dedupe_hash)
        .collect();
    let mut known: HashMap<[u8; 32], ItemState> = HashMap::new();
    if existing.len() > 1 {
        for hashes in existing.chunks(LOOKED_UP) {
            let states = ItemState::by_hashes(hashes).all(connection).await?;
            known.extend(states.into_iter().map(|state| (state.dedupe_hash, state)));
        }
    }
    let mut enqueued = Vec::with_capacity(items.len());
    for (item, outcome) in items.iter().zip(outcomes) {
        if *outcome == Outcome::Inserted {
            enqueued.push(EnqueueOutcome::New(item.work_item_id.clone()));
            continue;
        }
        // One by one where the list finds none: Babelfish does not read bytes out of JSON.
        let state = match known.get(&item.dedupe_hash) {
            Some(state) => state.clone(),
            None => ItemState::by_hash(&item.dedupe_hash)
                .first(connection)
                .await?
                .ok_or_else(|| vanished(item))?,
        };
        enqueued.push(EnqueueOutcome::Existing { work_item_id: state.work_item_id, status: state.status });
    }
    Ok(enqueued)
}

/// No verb removes an item.
fn vanished(item: &WorkItem) -> Error {
    let message = format!("{} was removed while it was enqueued: enqueue it again", item.dedupe_key);
    Error::new(crate::ErrorKind::NotFound, message).with_table("work_items")
}
