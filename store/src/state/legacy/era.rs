//! The tables of the Python era.

use std::future::Future;
use std::marker::PhantomData;
use std::ops::ControlFlow;

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use super::LegacyItem;
use crate::diff::{Drift, PartKind};
use crate::state::verbatim;
use crate::state::{Status, WorkItemId};
use crate::{Connection, ConnectionExt, Error, ErrorKind, FromRow, Row, SqlType, Table, Value};

/// How many rows are read at once.
pub(super) const PAGE: u32 = 500;

/// A row of one of the eras.
pub(super) trait Era: Table {
    /// Hands out all rows in the order of their ids.
    fn each<C: Connection>(
        connection: &mut C,
        each: impl FnMut(Found<Self>) -> ControlFlow<()> + Send,
    ) -> impl Future<Output = Result<(), Error>> + Send;

    /// The next rows behind an id.
    fn page<C: Connection>(
        after: Option<&str>,
        connection: &mut C,
    ) -> impl Future<Output = Result<Vec<Found<Self>>, Error>> + Send;

    /// A key of each set of rows whose keys are equal as the database compares them, where there are several.
    fn repeated_keys<C: Connection>(
        connection: &mut C,
    ) -> impl Future<Output = Result<Vec<String>, Error>> + Send;

    /// The keys that the database takes for this one, as often as there are rows.
    fn keys_equal_to<C: Connection>(
        key: &str,
        connection: &mut C,
    ) -> impl Future<Output = Result<Vec<String>, Error>> + Send;

    /// The id, by which rows are in order.
    fn id(&self) -> &str;

    /// The row as it is understood now.
    fn read(self) -> Result<LegacyItem, Error>;
}

/// A row that was found. Files of SQLite hold whatever was written, so that one that cannot be read must not hide the others.
pub(super) struct Found<E> {
    pub(super) id: String,
    pub(super) item: Result<LegacyItem, Error>,
    era: PhantomData<fn() -> E>,
}

impl<E: Era> FromRow for Found<E> {
    fn from_row<R: Row>(row: &R) -> Result<Self, Error> {
        let (id, item) = match E::from_row(row) {
            Ok(found) => (found.id().to_owned(), found.read()),
            Err(error) => {
                let id = match row.value(0, SqlType::Text(None)) {
                    Ok(Value::Text(id)) => id.into_owned(),
                    _ => String::new(),
                };
                let told = if id.is_empty() { "without an id" } else { &id };
                let column = error.column().unwrap_or_default();
                let message =
                    format!("work item {told}: `{column}`: {}: mend the row and read again", error.message());
                let error =
                    Error::new(ErrorKind::Decode, message).with_table(E::MODEL.name).with_column(column);
                (id, Err(error))
            }
        };
        Ok(Self { id, item, era: PhantomData })
    }
}

/// Only the key of a row, whatever else it says.
struct Key<E>(String, PhantomData<fn() -> E>);

impl<E: Era> FromRow for Key<E> {
    fn from_row<R: Row>(row: &R) -> Result<Self, Error> {
        let at = E::MODEL.columns.names.iter().position(|name| name == "dedupe_key");
        let value = row.value(at.unwrap_or_default(), SqlType::Text(None));
        match value {
            Ok(Value::Text(key)) => Ok(Self(key.into_owned(), PhantomData)),
            _ => Err(Error::new(ErrorKind::Decode, "`dedupe_key` is not text").with_table(E::MODEL.name)),
        }
    }
}

/// Whether the table has all that rows of this era have.
///
/// # Errors
///
/// [`SchemaDrift`](ErrorKind::SchemaDrift) when it has one of the columns that came later and not the other.
pub(super) async fn is_of<E: Era>(connection: &mut impl Connection) -> Result<bool, Error> {
    let drift = connection.drift::<E>().await?;
    let missing = |drift: &&Drift| {
        drift.found.is_none() && matches!(drift.part.kind, PartKind::Table | PartKind::Column)
    };
    let missing: Vec<&str> = drift.iter().filter(missing).map(|drift| drift.part.name.as_str()).collect();
    match missing.as_slice() {
        // What the other one says would be lost.
        [column] if LATER.contains(column) => {
            let message = format!("the table has only one of {}: add `{column}` to it", LATER.join(" and "));
            Err(Error::new(ErrorKind::SchemaDrift, message).with_table(E::MODEL.name).with_column(*column))
        }
        missing => Ok(missing.is_empty()),
    }
}

/// Does something with the era that a table is of, under the name `$era`.
macro_rules! of_era {
    ($connection:expr, [$later:ident, $first:ident], $era:ident => $call:expr) => {
        if is_of::<$later>($connection).await? {
            type $era = $later;
            $call
        } else {
            type $era = $first;
            $call
        }
    };
}
pub(super) use of_era;

/// The columns that came later.
const LATER: [&str; 2] = ["variant", "rank"];

/// The table of one of the eras; they differ in its place, in how they keep times, and in columns that came later.
macro_rules! era {
    ($(#[$meta:meta])* $name:ident, $time:ty, $read:expr, { $($(#[$column:meta])* $extra:ident: $ty:ty),* }) => {
        $(#[$meta])*
        #[query(select all() order_by(work_item_id))]
        #[query(select in_order() order_by(work_item_id) page)]
        #[query(count of_keys() group_by(dedupe_key))]
        #[query(select of_key(dedupe_key))]
        pub(super) struct $name {
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
            $($(#[$column])* $extra: $ty,)*
        }

        impl Era for $name {
            async fn each<C: Connection>(
                connection: &mut C,
                each: impl FnMut(Found<Self>) -> ControlFlow<()> + Send,
            ) -> Result<(), Error> {
                let select = Self::all();
                let (statement, params) = select.statement(connection.dialect())?;
                connection.for_each(statement, params, each).await
            }

            async fn page<C: Connection>(
                after: Option<&str>,
                connection: &mut C,
            ) -> Result<Vec<Found<Self>>, Error> {
                let select = Self::in_order(after, PAGE);
                let ready = select.statement(connection.dialect())?;
                verbatim::all(connection, ready).await
            }

            async fn repeated_keys<C: Connection>(connection: &mut C) -> Result<Vec<String>, Error> {
                let count = Self::of_keys();
                let (statement, params) = count.statement(connection.dialect())?;
                let mut repeated = Vec::new();
                let keep = |(key, rows): (String, i64)| {
                    if rows > 1 {
                        repeated.push(key);
                    }
                    ControlFlow::Continue(())
                };
                connection.for_each(statement, params, keep).await?;
                Ok(repeated)
            }

            async fn keys_equal_to<C: Connection>(
                key: &str,
                connection: &mut C,
            ) -> Result<Vec<String>, Error> {
                let select = Self::of_key(key);
                let ready = select.statement(connection.dialect())?;
                let rows: Vec<Key<Self>> = verbatim::all(connection, ready).await?;
                Ok(rows.into_iter().map(|row| row.0).collect())
            }

            fn id(&self) -> &str {
                &self.work_item_id
            }

            fn read(self) -> Result<LegacyItem, Error> {
                let id = self.work_item_id;
                let time = |column: &str, value: $time| {
                    $read(value).ok_or_else(|| unreadable(&id, column, "a time as ISO 8601 has it"))
                };
                let status = Status::ALL.into_iter().find(|status| status.as_str() == self.status);
                let first = LegacyItem {
                    source_system: self.source_system,
                    source_name: self.source_name,
                    resource_type: self.resource_type,
                    resource_id: self.resource_id,
                    variant: None,
                    request_uri: self.request_uri,
                    request_method: self.request_method,
                    request_headers: self.request_headers,
                    request_body: self.request_body,
                    metadata: self.metadata,
                    priority: self.priority,
                    rank: None,
                    status: status.ok_or_else(|| unreadable(&id, "status", "one of the five"))?,
                    attempt: self.attempt,
                    run_id: self.run_id.filter(|id| !id.is_empty()),
                    discovered_from: self.discovered_from.filter(|id| !id.is_empty()).map(WorkItemId::from),
                    created_at: time("created_at", self.created_at)?,
                    updated_at: time("updated_at", self.updated_at)?,
                    error_message: self.error_message,
                    dedupe_key: self.dedupe_key,
                    work_item_id: id.into(),
                };
                Ok(LegacyItem { $($extra: self.$extra,)* ..first })
            }
        }
    };
}

era! {
    /// The table of a SQLite file; its times are text with an offset.
    #[derive(Table)]
    #[table(name = "work_items")]
    SqliteEraItem, String, |text: String| read_time(&text), {}
}

era! {
    /// The same with the columns that the framework had later.
    #[derive(Table)]
    #[table(name = "work_items")]
    LaterSqliteEraItem, String, |text: String| read_time(&text), {
        #[column(len = 50)]
        variant: Option<String>,
        rank: Option<i32>
    }
}

era! {
    /// The table in SQL Server; its times are in UTC.
    #[derive(Table)]
    #[table(schema = "ingest", name = "work_items")]
    SqlServerEraItem, DateTime<Utc>, Some, {}
}

era! {
    /// The same with the columns that the framework had later.
    #[derive(Table)]
    #[table(schema = "ingest", name = "work_items")]
    LaterSqlServerEraItem, DateTime<Utc>, Some, {
        #[column(len = 50)]
        variant: Option<String>,
        rank: Option<i32>
    }
}

/// A time in one of the forms of ISO 8601; one without an offset is in UTC, as Python's `utcnow` gives it.
fn read_time(text: &str) -> Option<DateTime<Utc>> {
    // A blank in the place of the T is what Python's `str` writes.
    let text = text.replacen(' ', "T", usize::from(text.as_bytes().get(10) == Some(&b' ')));
    let with_offset = || DateTime::parse_from_rfc3339(&text).ok();
    let without_colon = || DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M:%S%.f%z").ok();
    let minute = || NaiveDateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M").ok();
    let without_offset = || text.parse::<NaiveDateTime>().ok().or_else(minute);
    let day = || Some(text.parse::<NaiveDate>().ok()?.and_time(NaiveTime::MIN));
    let in_utc = || without_offset().or_else(day).map(|time| time.and_utc());
    with_offset().or_else(without_colon).map(|time| time.to_utc()).or_else(in_utc)
}

fn unreadable(id: &str, column: &str, wanted: &str) -> Error {
    let message = format!("work item {id}: `{column}` is not {wanted}: mend the row and read again");
    Error::new(ErrorKind::Decode, message).with_table("work_items").with_column(column)
}
