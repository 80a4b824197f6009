//! The tables as a whole.

use super::legacy::{Adopting, in_schema_of_sql_server_era};
use super::records::{
    Checkpoint, Counter, DiscoveredLink, IngestRun, ItemState, ResourceVersion, RunBatch, SeenResource,
    SourceControl, WorkItem, WorkerHeartbeat,
};
use crate::diff::{Drift, PartKind, RepairPlan};
use crate::export::TableInfo;
use crate::{Connection, ConnectionExt, Dialect, Error, ErrorKind, SchemaOverride, Table};

/// Calls a macro with every table of the store.
macro_rules! for_each_table {
    ($call:ident) => {
        $call!(
            WorkItem,
            IngestRun,
            RunBatch,
            ResourceVersion,
            DiscoveredLink,
            SeenResource,
            Checkpoint,
            WorkerHeartbeat,
            SourceControl,
            Counter
        )
    };
}

/// Returns every table of the store, in an order in which they can be created.
pub fn tables() -> Vec<TableInfo> {
    macro_rules! list {
        ($($table:ident),*) => { vec![$(TableInfo::of::<$table>()),*] };
    }
    for_each_table!(list)
}

/// Returns the tables of the store in another schema than `ingest`, for the options of a backend.
///
/// # Errors
///
/// [`Config`](ErrorKind::Config) when the name breaks the rule of [`ident::check`](crate::ident::check).
pub fn in_schema(dialect: Dialect, schema: &str) -> Result<SchemaOverride, Error> {
    let moved = SchemaOverride::new(dialect, schema)?.table::<ItemState>().table::<Adopting>();
    let moved = in_schema_of_sql_server_era(moved);
    macro_rules! add {
        ($($table:ident),*) => { moved$(.table::<$table>())* };
    }
    Ok(for_each_table!(add))
}

/// Creates the tables that are not there.
pub(super) async fn create(connection: &mut impl Connection) -> Result<(), Error> {
    macro_rules! create {
        ($($table:ident),*) => {{ $(connection.create::<$table>().await?;)* }};
    }
    for_each_table!(create);
    Ok(())
}

/// As [`create`], but for the queue itself, which is there in an older form.
pub(super) async fn create_beside_items(connection: &mut impl Connection) -> Result<(), Error> {
    macro_rules! create {
        ($($table:ident),*) => {{ $(
            if $table::MODEL.name != WorkItem::MODEL.name {
                connection.create::<$table>().await?;
            }
        )* }};
    }
    for_each_table!(create);
    Ok(())
}

/// The tables that have names of tables of the store, but for the queue itself, and are others.
pub(super) async fn others_beside_items(
    connection: &mut impl Connection,
) -> Result<Vec<&'static str>, Error> {
    let mut others = Vec::new();
    macro_rules! look {
        ($($table:ident),*) => {{ $(
            let drift = connection.drift::<$table>().await?;
            let is_there = |drift: &Drift| drift.part.kind != PartKind::Table || drift.found.is_some();
            if $table::MODEL.name != WorkItem::MODEL.name && drift.iter().any(|drift| is_there(drift) && drift.breaks()) {
                others.push($table::MODEL.name);
            }
        )* }};
    }
    for_each_table!(look);
    Ok(others)
}

/// Compares the tables of the store in a database with their structs. Returns each difference with the name of its
/// table.
///
/// # Errors
///
/// Only those of the database.
pub async fn drift(connection: &mut impl Connection) -> Result<Vec<(&'static str, Drift)>, Error> {
    let mut all = Vec::new();
    macro_rules! look {
        ($($table:ident),*) => {{ $(
            let drift = connection.drift::<$table>().await?;
            all.extend(drift.into_iter().map(|drift| ($table::MODEL.name, drift)));
        )* }};
    }
    for_each_table!(look);
    Ok(all)
}

/// Returns the statements that make the tables of the store match their structs, for each table that differs.
///
/// Changes nothing; [`Connection::execute_ddl`] runs the statements.
///
/// # Errors
///
/// Only those of the database.
///
/// ```
/// use store::Connection;
/// use store_sqlite::{SqliteConnection, SqliteOptions};
///
/// # store::__example!({
/// let mut empty = SqliteConnection::open(&SqliteOptions::in_memory())?;
/// for (_, mend) in store::state::plan_repair(&mut empty).await? {
///     let statements: Vec<&str> = mend.statements.iter().map(String::as_str).collect();
///     empty.execute_ddl(&statements).await?;
/// }
/// assert!(store::state::drift(&mut empty).await?.is_empty());
/// # });
/// ```
pub async fn plan_repair(connection: &mut impl Connection) -> Result<Vec<(&'static str, RepairPlan)>, Error> {
    let mut all = Vec::new();
    macro_rules! look {
        ($($table:ident),*) => {{ $(
            let mend = connection.plan_repair::<$table>().await?;
            if !mend.is_empty() {
                all.push(($table::MODEL.name, mend));
            }
        )* }};
    }
    for_each_table!(look);
    Ok(all)
}

/// Refuses a database whose tables are not as the verbs need them, with all that is wrong.
pub(super) async fn verify(connection: &mut impl Connection) -> Result<(), Error> {
    let drift = drift(connection).await?;
    let wrong: Vec<String> = drift
        .iter()
        .filter(|(_, drift)| drift.breaks())
        .map(|(table, drift)| format!("{table}: {drift}"))
        .collect();
    if wrong.is_empty() {
        return Ok(());
    }
    let fix = "open the store with `auto_init`, or run the scripts, to create what is missing; `store check` shows the \
               statements that mend the rest";
    Err(Error::new(ErrorKind::SchemaDrift, format!("{}; {fix}", wrong.join("; "))))
}
