//! The tables of the legacy store: one for each engine, each with and without the columns that were added later.

use std::future::Future;
use std::ops::ControlFlow;

use chrono::{DateTime, Utc};

use super::LegacyItem;
use super::legacy_row::{LegacyKey, LegacyRow};
use super::time::parse_timestamp;
use crate::diff::{Drift, PartKind};
use crate::state::WorkItemId;
use crate::state::raw_row::select_as;
use crate::{Connection, ConnectionExt, Error, ErrorKind, Table};

/// The number of rows that are read at once.
pub(super) const PAGE: u32 = 500;

/// A form of the legacy table.
pub(super) trait LegacySchema: Table {
    /// Calls `each` with all rows, ordered by id.
    fn each<C: Connection>(
        connection: &mut C,
        each: impl FnMut(LegacyRow<Self>) -> ControlFlow<()> + Send,
    ) -> impl Future<Output = Result<(), Error>> + Send;

    /// Returns the next rows after an id.
    fn page<C: Connection>(
        after: Option<&str>,
        connection: &mut C,
    ) -> impl Future<Output = Result<Vec<LegacyRow<Self>>, Error>> + Send;

    /// Returns one dedupe key of each group of several rows whose keys are equal by the comparison of the database.
    fn repeated_keys<C: Connection>(
        connection: &mut C,
    ) -> impl Future<Output = Result<Vec<String>, Error>> + Send;

    /// Returns the dedupe key of each row whose key is equal to this one by the comparison of the database.
    fn keys_equal_to<C: Connection>(
        key: &str,
        connection: &mut C,
    ) -> impl Future<Output = Result<Vec<String>, Error>> + Send;

    /// Returns the id of the row.
    fn id(&self) -> &str;

    /// Converts the row.
    fn read(self) -> Result<LegacyItem, Error>;
}

/// Returns whether the table has every column of a form.
///
/// # Errors
///
/// [`SchemaDrift`](ErrorKind::SchemaDrift) if the table has only one of the two columns that were added together.
pub(super) async fn has_schema<S: LegacySchema>(connection: &mut impl Connection) -> Result<bool, Error> {
    let drift = connection.drift::<S>().await?;
    let missing = |drift: &&Drift| {
        drift.found.is_none() && matches!(drift.part.kind, PartKind::Table | PartKind::Column)
    };
    let missing: Vec<&str> = drift.iter().filter(missing).map(|drift| drift.part.name.as_str()).collect();
    match missing.as_slice() {
        // Reading the earlier form would lose the values of the other column.
        [column] if ADDED_LATER.contains(column) => {
            let message =
                format!("the table has only one of {}: add the column `{column}`", ADDED_LATER.join(" and "));
            Err(Error::new(ErrorKind::SchemaDrift, message).with_table(S::MODEL.name).with_column(*column))
        }
        missing => Ok(missing.is_empty()),
    }
}

/// Evaluates an expression with the form that the table has, under the name `$schema`.
macro_rules! with_schema {
    ($connection:expr, [$later:ident, $first:ident], $schema:ident => $call:expr) => {
        if $crate::state::legacy::schema::has_schema::<$later>($connection).await? {
            type $schema = $later;
            $call
        } else {
            type $schema = $first;
            $call
        }
    };
}
pub(super) use with_schema;

/// The columns that were added later.
const ADDED_LATER: [&str; 2] = ["variant", "rank"];

/// Declares a form of the legacy table. The forms differ in the schema of the table, in the type of timestamps, and in
/// the columns that were added later.
macro_rules! legacy_schema {
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

        impl LegacySchema for $name {
            async fn each<C: Connection>(
                connection: &mut C,
                each: impl FnMut(LegacyRow<Self>) -> ControlFlow<()> + Send,
            ) -> Result<(), Error> {
                let select = Self::all();
                let (statement, params) = select.statement(connection.dialect())?;
                connection.for_each(statement, params, each).await
            }

            async fn page<C: Connection>(
                after: Option<&str>,
                connection: &mut C,
            ) -> Result<Vec<LegacyRow<Self>>, Error> {
                let select = Self::in_order(after, PAGE);
                let statement = select.statement(connection.dialect())?;
                select_as(connection, statement).await
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
                let statement = select.statement(connection.dialect())?;
                let rows: Vec<LegacyKey<Self>> = select_as(connection, statement).await?;
                Ok(rows.into_iter().map(|row| row.0).collect())
            }

            fn id(&self) -> &str {
                &self.work_item_id
            }

            fn read(self) -> Result<LegacyItem, Error> {
                let id = self.work_item_id;
                let time = |column: &str, value: $time| {
                    $read(value).ok_or_else(|| invalid(&id, column, "an ISO 8601 timestamp"))
                };
                let status = self.status.parse().map_err(|_| invalid(&id, "status", "one of the five statuses"))?;
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
                    status,
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

legacy_schema! {
    /// The table of a SQLite file, whose timestamps are text with an offset.
    #[derive(Table)]
    #[table(name = "work_items")]
    SqliteSchema, String, |text: String| parse_timestamp(&text), {}
}

legacy_schema! {
    /// The table of a SQLite file with the columns that were added later.
    #[derive(Table)]
    #[table(name = "work_items")]
    LaterSqliteSchema, String, |text: String| parse_timestamp(&text), {
        #[column(len = 50)]
        variant: Option<String>,
        rank: Option<i32>
    }
}

legacy_schema! {
    /// The table in SQL Server, whose timestamps are in UTC.
    #[derive(Table)]
    #[table(schema = "ingest", name = "work_items")]
    MssqlSchema, DateTime<Utc>, Some, {}
}

legacy_schema! {
    /// The table in SQL Server with the columns that were added later.
    #[derive(Table)]
    #[table(schema = "ingest", name = "work_items")]
    LaterMssqlSchema, DateTime<Utc>, Some, {
        #[column(len = 50)]
        variant: Option<String>,
        rank: Option<i32>
    }
}

fn invalid(id: &str, column: &str, expected: &str) -> Error {
    let message = format!("work item {id}: `{column}` is not {expected}: correct the row and run it again");
    Error::new(ErrorKind::Decode, message).with_table("work_items").with_column(column)
}

/// Calls `each` with the items of the table, ordered by id, until the last one, until `each` breaks, or until a row that
/// cannot be read.
pub(super) async fn each_item<S: LegacySchema, C: Connection>(
    connection: &mut C,
    mut each: impl FnMut(LegacyItem) -> ControlFlow<()> + Send,
) -> Result<(), Error> {
    let mut result = Ok(());
    let each_row = |row: LegacyRow<S>| match row.item {
        Ok(item) => each(item),
        Err(error) => {
            result = Err(error);
            ControlFlow::Break(())
        }
    };
    S::each(connection, each_row).await?;
    result
}
