//! Items in a SQLite file of the Python framework.

use std::ops::ControlFlow;

use super::interrupted::before_any_change;
use super::schema::{LaterSqliteSchema, SqliteSchema, with_schema};
use super::{ImportReport, LegacyItem, Overlap, Survey, import, overlap, schema, survey};
use crate::state::StateStore;
use crate::state::transfer::Step;
use crate::{Connection, Database, Error};

/// Calls `each` with the items of a SQLite file of the Python framework, ordered by id, until the last one or until
/// `each` breaks.
///
/// # Errors
///
/// [`SchemaDrift`](crate::ErrorKind::SchemaDrift) for a file without the legacy table, or with only one of the columns
/// `variant` and `rank`, which were added together; [`Decode`](crate::ErrorKind::Decode) with the id of a row that cannot
/// be read.
///
/// # Examples
///
/// ```
/// use store::Connection;
/// use store::state::legacy::{self, LegacyItem};
///
/// /// Returns the items that the Python framework has not finished.
/// async fn unfinished(old: &mut impl Connection) -> Result<Vec<LegacyItem>, store::Error> {
///     let mut unfinished = Vec::new();
///     let keep = |item: LegacyItem| {
///         if !item.status.is_finished() {
///             unfinished.push(item);
///         }
///         std::ops::ControlFlow::Continue(())
///     };
///     legacy::sqlite::each_item(old, keep).await?;
///     Ok(unfinished)
/// }
/// # use store_sqlite::{SqliteConnection, SqliteOptions};
/// # store::__example!({
/// # let mut empty = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
/// # assert!(unfinished(&mut empty).await.is_err());
/// # });
/// ```
pub async fn each_item<C: Connection>(
    connection: &mut C,
    each: impl FnMut(LegacyItem) -> ControlFlow<()> + Send,
) -> Result<(), Error> {
    with_schema!(connection, [LaterSqliteSchema, SqliteSchema], S => {
        schema::each_item::<S, C>(connection, each).await
    })
}

/// Previews the import of a SQLite file of the Python framework. Changes nothing.
///
/// # Errors
///
/// [`SchemaDrift`](crate::ErrorKind::SchemaDrift) as for [`each_item`]; otherwise errors of the database. Rows that cannot
/// be read are no error: they are counted as [`invalid`](Survey::invalid).
pub async fn survey<C: Connection>(
    connection: &mut C,
    progress: impl FnMut(Step) + Send,
) -> Result<Survey, Error> {
    with_schema!(connection, [LaterSqliteSchema, SqliteSchema], S => {
        survey::survey_lower_cased::<S, C>(connection, progress).await.map_err(before_any_change)
    })
}

/// Reports which rows of a SQLite file of the Python framework a store already has. Changes nothing.
///
/// # Errors
///
/// As [`survey`], and errors of the store. Rows that cannot be read are skipped.
pub async fn overlap<C: Connection, D: Database>(
    old: &mut C,
    store: &StateStore<D>,
    progress: impl FnMut(Step) + Send,
) -> Result<Overlap, Error> {
    with_schema!(old, [LaterSqliteSchema, SqliteSchema], S => {
        overlap::overlap::<S, C, D>(old, store, progress).await
    })
}

/// Imports the rows of a SQLite file of the Python framework into a store, in the same file or in another database.
///
/// Every row becomes a work item with the same id; of two rows of one resource, the second gets a variant. The runs that
/// rows name become runs, and the item in which another was found becomes a link. The old table is unchanged, so that the
/// old program can still use it. After an interruption the same call imports the rest.
///
/// # Errors
///
/// [`Misuse`](crate::ErrorKind::Misuse) for rows that cannot be imported, see [`Survey`], and for a store that has other
/// items with the same ids, see [`Overlap`], both before any row is written; otherwise errors of the databases, with the
/// number of rows written before the error.
///
/// # Examples
///
/// ```
/// use store::state::{StateOptions, StateStore, legacy};
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
/// assert!(legacy::sqlite::survey(&mut old, |_| {}).await?.is_importable());
/// let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
/// let imported = legacy::sqlite::import(&mut old, &store, |step| println!("{step}")).await?;
/// assert_eq!((imported.rows, imported.written), (1, 1));
/// assert_eq!(store.stats().await?.total.completed, 1);
/// # });
/// ```
pub async fn import<C: Connection, D: Database>(
    old: &mut C,
    store: &StateStore<D>,
    progress: impl FnMut(Step) + Send,
) -> Result<ImportReport, Error> {
    with_schema!(old, [LaterSqliteSchema, SqliteSchema], S => {
        import::import::<S, C, D>(old, store, progress).await
    })
}

/// Returns whether a SQLite file has rows of the Python framework, and the store in it has no item yet.
#[cfg(feature = "sqlite")]
pub(crate) async fn has_unimported_rows(connection: &mut impl Connection) -> Result<bool, Error> {
    use super::schema::{LegacySchema as _, has_schema};
    use crate::state::WorkItem;
    if WorkItem::last().first(connection).await?.is_some() {
        return Ok(false);
    }
    Ok(has_schema::<SqliteSchema>(connection).await?
        && !SqliteSchema::page(None, connection).await?.is_empty())
}
