//! Taking over the rows of the Python era.

use super::broken_off::{broken_off, unread};
use super::convert::{Json, link, seen, verbatim, work_item};
use super::era::{Era, LaterSqliteEraItem, SqliteEraItem, is_of, of_era};
use super::overlap::overlap;
use super::survey::{Known, survey};
use crate::state::counters::{CounterChanges, measure};
use crate::state::transfer::{Stage, Step};
use crate::state::verbatim::{Verbatim, by};
use crate::state::{
    CounterKind, DiscoveredLink, IngestRun, RunId, RunStatus, SeenResource, StateStore, WorkItem,
};
use crate::{Connection, ConnectionExt, Database, Error, ErrorKind, Outcome, UniqueKey, UnitOfWork};

/// The name of the runs that the rows named and that nobody kept anything of.
const RUN_NAME: &str = "adopted";

/// The counts of an import of legacy rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Adopted {
    /// The rows of the old table.
    pub rows: u64,
    /// How many of them are in the store by this call.
    pub written: u64,
    /// How many of their resources were in the store already, by an earlier call or otherwise.
    pub known: u64,
}

/// Imports the rows of a SQLite file of the Python framework into a store, in the same file or in another database.
///
/// Every row becomes a work item with its id; of two rows of one resource, the second gets a variant. The runs that
/// rows name become runs, and the item that led to another becomes a link. The old table is not changed, so that the
/// old program can still use it. After an interruption the same call imports the rest.
///
/// # Errors
///
/// [`Misuse`](ErrorKind::Misuse) for rows that cannot be kept as they are, see [`Survey`](super::Survey), and for a store that
/// has other items under ids of rows, see [`Overlap`](super::Overlap), both before any row is written; else those of the databases,
/// with what was written until then.
///
/// # Examples
///
/// ```
/// use store::state::legacy::{adopt_sqlite_era, survey_sqlite_era};
/// use store::state::{StateOptions, StateStore};
/// use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions};
///
/// # store::__example!({
/// let mut old = SqliteConnection::open(&SqliteOptions::in_memory())?;
/// # old.as_rusqlite().execute_batch("CREATE TABLE work_items (work_item_id TEXT PRIMARY KEY, source_system TEXT, source_name TEXT,
/// #    resource_type TEXT, resource_id TEXT, request_uri TEXT, request_method TEXT, request_headers TEXT, request_body TEXT,
/// #    metadata TEXT, priority INTEGER, status TEXT, attempt INTEGER, run_id TEXT, discovered_from TEXT, created_at TEXT,
/// #    updated_at TEXT, error_message TEXT, dedupe_key TEXT);
/// #    INSERT INTO work_items VALUES ('1', 'http', 'docs', 'page', '1', 'https://docs.example/1', 'GET', NULL, NULL, NULL,
/// #    100, 'completed', 1, NULL, NULL, '2026-01-02T03:04:05+00:00', '2026-01-02T03:04:05+00:00', NULL, 'http:docs:page:1')").unwrap();
/// assert!(survey_sqlite_era(&mut old, |_| {}).await?.is_adoptable());
/// let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
/// let adopted = adopt_sqlite_era(&mut old, &store, |step| println!("{step}")).await?;
/// assert_eq!((adopted.rows, adopted.written), (1, 1));
/// assert_eq!(store.stats().await?.total.completed, 1);
/// # });
/// ```
pub async fn adopt_sqlite_era<C: Connection, D: Database>(
    old: &mut C,
    store: &StateStore<D>,
    progress: impl FnMut(Step) + Send,
) -> Result<Adopted, Error> {
    of_era!(old, [LaterSqliteEraItem, SqliteEraItem], E => adopt::<E, C, D>(old, store, progress).await)
}

async fn adopt<E: Era, C: Connection, D: Database>(
    old: &mut C,
    store: &StateStore<D>,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Adopted, Error> {
    let surveyed = survey::<E, C>(old, &mut progress).await.map_err(unread)?;
    surveyed.check()?;
    overlap::<E, C, D>(old, store, &mut progress).await.map_err(unread)?.check()?;
    let mut known = Known::default();
    let mut adopted = Adopted::default();
    let mut after: Option<String> = None;
    loop {
        let so_far = format!(
            "the first {} of {} rows are in the store; the old table is unchanged",
            adopted.rows, surveyed.items
        );
        let page = E::page(after.as_deref(), old).await.map_err(|error| broken_off(error, &so_far))?;
        let Some(last) = page.last() else { return Ok(adopted) };
        after = Some(last.id.clone());
        let mut batch = Adopt::default();
        for found in page {
            let item = found.item?;
            let (variant, json) = (known.variant(&item), Json::of(&item));
            let item = work_item(item, variant);
            batch.rows.push(verbatim(&item, json)?);
            batch.items.push(item);
        }
        adopted.rows += batch.items.len() as u64;
        let written = store.database().transaction(batch).await;
        adopted.written += written.map_err(|error| taken(error, &so_far))?;
        adopted.known = adopted.rows - adopted.written;
        let of = Some(surveyed.items);
        progress(Step { stage: Stage::Writing, table: "work_items", rows: adopted.rows, of });
    }
}

/// Rows of the old table as work items; tells how many were not in the store.
#[derive(Default)]
struct Adopt {
    items: Vec<WorkItem>,
    /// The same as they are written.
    rows: Vec<Verbatim<WorkItem>>,
}

impl UnitOfWork for Adopt {
    type Output = u64;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<u64, Error> {
        let outcomes =
            connection.insert_many_if_absent(&self.rows, by(WorkItem::UX_WORK_ITEMS_DEDUPE)).await?;
        let outcomes = self.items.iter().zip(outcomes);
        let new: Vec<&WorkItem> =
            outcomes.filter(|(_, outcome)| *outcome == Outcome::Inserted).map(|(item, _)| item).collect();
        note(connection, &new).await?;
        Ok(new.len() as u64)
    }
}

/// Notes beside the items what else the store knows of each.
pub(super) async fn note<C: Connection>(connection: &mut C, items: &[&WorkItem]) -> Result<(), Error> {
    let mut runs: Vec<IngestRun> = Vec::new();
    let mut counters = CounterChanges::default();
    for item in items {
        let (run, source) = (item.run_id.as_ref(), item.source_key.as_str());
        let stands = measure(item.status);
        counters.items(source, stands, 1);
        counters.run(run, source, stands, 1);
        counters.run(run, source, CounterKind::Enqueued, 1);
        if let Some(run) = run.filter(|run| runs.iter().all(|known| known.run_id != **run)) {
            runs.push(ended(run, item));
        }
    }
    let mut seen: Vec<SeenResource> = items.iter().map(|item| seen(item)).collect();
    // In the order of the key, in which all writers hold the rows that they share.
    seen.sort_by_key(|seen| seen.dedupe_hash);
    let mut links: Vec<DiscoveredLink> = items.iter().filter_map(|item| link(item)).collect();
    links.sort_by(|a, b| (&a.from_item, a.to_hash).cmp(&(&b.from_item, b.to_hash)));
    runs.sort_by(|a, b| a.run_id.cmp(&b.run_id));
    if !runs.is_empty() {
        connection.insert_many_if_absent(&runs, UniqueKey::PRIMARY).await?;
    }
    if !seen.is_empty() {
        connection.insert_many_if_absent(&seen, UniqueKey::PRIMARY).await?;
    }
    if !links.is_empty() {
        connection.insert_many_if_absent(&links, UniqueKey::PRIMARY).await?;
    }
    counters.write(connection).await
}

/// A run of which only its id is known; it is over.
fn ended(run: &RunId, item: &WorkItem) -> IngestRun {
    IngestRun {
        run_id: run.clone(),
        parent_run_id: None,
        name: RUN_NAME.to_owned(),
        status: RunStatus::Completed,
        config_hash: None,
        metadata: None,
        error_message: None,
        batches: 0,
        started_at: item.created_at,
        finished_at: Some(item.updated_at),
    }
}

/// Somebody else has put an item there since the store was looked at.
fn taken(error: Error, so_far: &str) -> Error {
    match error.kind() {
        ErrorKind::UniqueViolation => super::overlap::refusal(),
        _ => broken_off(error, so_far),
    }
}
