//! Rows of the Python era.
//!
//! The ingestion framework that this store comes from kept its queue in one table, first in a SQLite file and then in SQL
//! Server. Its rows are read here as they are, without a change to the database.

use std::ops::ControlFlow;

use chrono::{DateTime, NaiveDateTime, Utc};

use super::{Identity, Status, WorkItemId};
use crate::{Connection, Error, ErrorKind, Table};

/// A work item of the Python era.
///
/// ```
/// use store::Connection;
/// use store::state::legacy::{LegacyItem, each_item_of_sqlite_era};
///
/// /// What the old program had left to do.
/// async fn left(old: &mut impl Connection) -> Result<Vec<LegacyItem>, store::Error> {
///     let mut left = Vec::new();
///     let keep = |item: LegacyItem| {
///         if !item.status.is_finished() {
///             left.push(item);
///         }
///         std::ops::ControlFlow::Continue(())
///     };
///     each_item_of_sqlite_era(old, keep).await?;
///     Ok(left)
/// }
/// # use store_sqlite::{SqliteConnection, SqliteOptions};
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// # let mut empty = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
/// # assert!(left(&mut empty).await.is_err());
/// # });
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct LegacyItem {
    /// The id.
    pub work_item_id: WorkItemId,
    /// The kind of system it comes from.
    pub source_system: String,
    /// The system itself.
    pub source_name: String,
    /// What kind of resource it is.
    pub resource_type: String,
    /// Its id in the source.
    pub resource_id: String,
    /// Where it is fetched from.
    pub request_uri: String,
    /// How it is fetched.
    pub request_method: String,
    /// The headers of the request, as they stand: JSON, if nobody has written anything else.
    pub request_headers: Option<String>,
    /// The body of the request.
    pub request_body: Option<String>,
    /// What else is known of it, as it stands: JSON, if nobody has written anything else.
    pub metadata: Option<String>,
    /// Lower goes first.
    pub priority: i32,
    /// Where it stands.
    pub status: Status,
    /// How often a worker took it.
    pub attempt: i32,
    /// The run that took it last.
    pub run_id: Option<String>,
    /// The work item that led to it.
    pub discovered_from: Option<WorkItemId>,
    /// When it was found.
    pub created_at: DateTime<Utc>,
    /// When it changed last.
    pub updated_at: DateTime<Utc>,
    /// Why it failed.
    pub error_message: Option<String>,
    /// `system:name:type:id`, which two resources may share.
    pub dedupe_key: String,
}

impl LegacyItem {
    /// What it is known by now.
    pub fn identity(&self) -> Identity<'_> {
        Identity::new(&self.source_system, &self.source_name, &self.resource_type, &self.resource_id)
    }
}

/// The table of one of the eras; they differ in its place and in how they keep times.
macro_rules! era {
    ($(#[$meta:meta])* $name:ident, $time:ty, $read:expr) => {
        $(#[$meta])*
        #[query(select all() order_by(work_item_id))]
        struct $name {
            #[column(primary_key, len = 36)]
            work_item_id: String,
            #[column(len = 100)]
            source_system: String,
            #[column(len = 100)]
            source_name: String,
            #[column(len = 100)]
            resource_type: String,
            #[column(len = 500)]
            resource_id: String,
            #[column(len = 2000)]
            request_uri: String,
            #[column(len = 10)]
            request_method: String,
            request_headers: Option<String>,
            request_body: Option<String>,
            metadata: Option<String>,
            priority: i32,
            #[column(len = 20)]
            status: String,
            attempt: i32,
            #[column(len = 36)]
            run_id: Option<String>,
            #[column(len = 36)]
            discovered_from: Option<String>,
            created_at: $time,
            updated_at: $time,
            error_message: Option<String>,
            #[column(len = 800)]
            dedupe_key: String,
        }

        impl $name {
            fn read(self) -> Result<LegacyItem, Error> {
                let id = self.work_item_id;
                let time = |column: &str, value: $time| {
                    $read(value).ok_or_else(|| unreadable(&id, column, "a time as ISO 8601 has it"))
                };
                let status = Status::ALL.into_iter().find(|status| status.as_str() == self.status);
                Ok(LegacyItem {
                    source_system: self.source_system,
                    source_name: self.source_name,
                    resource_type: self.resource_type,
                    resource_id: self.resource_id,
                    request_uri: self.request_uri,
                    request_method: self.request_method,
                    request_headers: self.request_headers,
                    request_body: self.request_body,
                    metadata: self.metadata,
                    priority: self.priority,
                    status: status.ok_or_else(|| unreadable(&id, "status", "one of the five"))?,
                    attempt: self.attempt,
                    run_id: self.run_id,
                    discovered_from: self.discovered_from.map(WorkItemId::from),
                    created_at: time("created_at", self.created_at)?,
                    updated_at: time("updated_at", self.updated_at)?,
                    error_message: self.error_message,
                    dedupe_key: self.dedupe_key,
                    work_item_id: id.into(),
                })
            }
        }
    };
}

era! {
    /// The table of a SQLite file; its times are text with an offset.
    #[derive(Table)]
    #[table(name = "work_items")]
    SqliteEraItem, String, |text: String| read_time(&text)
}

era! {
    /// The table in SQL Server; its times are in UTC.
    #[derive(Table)]
    #[table(schema = "ingest", name = "work_items")]
    SqlServerEraItem, DateTime<Utc>, Some
}

/// A time with its offset; one without is in UTC, as Python's `utcnow` gives it.
fn read_time(text: &str) -> Option<DateTime<Utc>> {
    let with_offset = DateTime::parse_from_rfc3339(text).map(|time| time.to_utc());
    with_offset.or_else(|_| text.parse::<NaiveDateTime>().map(|time| time.and_utc())).ok()
}

fn unreadable(id: &str, column: &str, wanted: &str) -> Error {
    let message = format!("work item {id}: `{column}` is not {wanted}: mend the row and read again");
    Error::new(ErrorKind::Decode, message).with_table("work_items").with_column(column)
}

/// Hands out the items of a SQLite file of the Python era, in the order of their ids, until there are no more or `each`
/// breaks off.
///
/// # Errors
///
/// [`SchemaDrift`](ErrorKind::SchemaDrift) for a file of something else; [`Decode`](ErrorKind::Decode) for a row that is
/// not as the Python code wrote it, with its id.
///
/// # Examples
///
/// ```
/// use store::ErrorKind;
/// use store::state::legacy::each_item_of_sqlite_era;
/// use store_sqlite::{SqliteConnection, SqliteOptions};
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let mut empty = SqliteConnection::open(&SqliteOptions::in_memory())?;
/// let read = each_item_of_sqlite_era(&mut empty, |item| {
///     println!("{} {}", item.dedupe_key, item.request_uri);
///     std::ops::ControlFlow::Continue(())
/// });
/// assert_eq!(read.await.unwrap_err().kind(), ErrorKind::SchemaDrift);
/// # Ok::<(), store::Error>(()) }).unwrap();
/// ```
pub async fn each_item_of_sqlite_era<C: Connection>(
    connection: &mut C,
    mut each: impl FnMut(LegacyItem) -> ControlFlow<()> + Send,
) -> Result<(), Error> {
    let mut result = Ok(());
    let hand_out = |row: SqliteEraItem| hand_out(row.read(), &mut each, &mut result);
    SqliteEraItem::all().for_each(connection, hand_out).await?;
    result
}

/// Hands out the items of a SQL Server database of the Python era, in the order of their ids, until there are no more or
/// `each` breaks off.
///
/// # Errors
///
/// As [`each_item_of_sqlite_era`].
///
/// # Examples
///
/// ```
/// use store::Connection;
/// use store::state::legacy::each_item_of_sql_server_era;
///
/// /// How many items the old program had.
/// async fn count(old: &mut impl Connection) -> Result<u64, store::Error> {
///     let mut items = 0;
///     each_item_of_sql_server_era(old, |_| {
///         items += 1;
///         std::ops::ControlFlow::Continue(())
///     })
///     .await?;
///     Ok(items)
/// }
/// # use store_sqlite::{SqliteConnection, SqliteOptions};
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// # let mut empty = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
/// # assert!(count(&mut empty).await.is_err());
/// # });
/// ```
pub async fn each_item_of_sql_server_era<C: Connection>(
    connection: &mut C,
    mut each: impl FnMut(LegacyItem) -> ControlFlow<()> + Send,
) -> Result<(), Error> {
    let mut result = Ok(());
    let hand_out = |row: SqlServerEraItem| hand_out(row.read(), &mut each, &mut result);
    SqlServerEraItem::all().for_each(connection, hand_out).await?;
    result
}

fn hand_out(
    read: Result<LegacyItem, Error>,
    each: &mut (impl FnMut(LegacyItem) -> ControlFlow<()> + Send),
    result: &mut Result<(), Error>,
) -> ControlFlow<()> {
    match read {
        Ok(item) => each(item),
        Err(error) => {
            *result = Err(error);
            ControlFlow::Break(())
        }
    }
}

/// The table of the SQL Server era, for an override of the schema.
#[doc(hidden)]
pub fn in_schema_of_sql_server_era(moved: crate::SchemaOverride) -> crate::SchemaOverride {
    moved.table::<SqlServerEraItem>()
}
