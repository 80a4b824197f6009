//! The tables as a whole.

use super::records::{
    Checkpoint, DiscoveredLink, IngestRun, ItemState, ResourceVersion, RunBatch, SeenResource, SourceControl,
    Tally, WorkItem, WorkerHeartbeat,
};
use crate::model::TableModel;
use crate::{Connection, Dialect, Error, ErrorKind, Operations, SchemaOverride, Table, TableSql};

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
            Tally
        )
    };
}

/// A table of the store.
///
/// ```
/// use store::Dialect;
/// use store::state::tables;
///
/// for table in tables() {
///     println!("-- from `{}`", table.name);
///     for statement in table.sql.of(Dialect::Mssql).create() {
///         println!("{statement}");
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug)]
pub struct StateTable {
    /// The struct that it comes from.
    pub name: &'static str,
    /// Its description.
    pub model: &'static TableModel<'static>,
    /// Its statements.
    pub sql: &'static TableSql,
}

/// Every table of the store, in an order in which they can be created.
///
/// ```
/// use store::state::tables;
///
/// let names: Vec<&str> = tables().iter().map(|table| table.model.name).collect();
/// assert!(names.starts_with(&["work_items", "ingest_runs"]));
/// ```
pub fn tables() -> Vec<StateTable> {
    macro_rules! list {
        ($($table:ident),*) => {
            vec![$(StateTable { name: stringify!($table), model: $table::MODEL, sql: $table::SQL }),*]
        };
    }
    for_each_table!(list)
}

/// The tables of the store in another schema than `ingest`, for the options of a backend.
///
/// # Errors
///
/// [`Config`](ErrorKind::Config) when the name breaks the rule of [`ident::check`](crate::ident::check).
///
/// ```
/// use store::Dialect;
/// use store::state::in_schema;
///
/// let staging = in_schema(Dialect::Mssql, "staging")?;
/// assert!(in_schema(Dialect::Mssql, "two words").is_err());
/// # let _ = staging;
/// # Ok::<(), store::Error>(())
/// ```
pub fn in_schema(dialect: Dialect, schema: &str) -> Result<SchemaOverride, Error> {
    let moved = SchemaOverride::new(dialect, schema)?.table::<ItemState>();
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

/// Compares every table with its struct, and tells of all that is not as the verbs need it.
pub(super) async fn verify(connection: &mut impl Connection) -> Result<(), Error> {
    let mut wrong: Vec<String> = Vec::new();
    macro_rules! look {
        ($($table:ident),*) => {{ $(
            let drift = connection.drift::<$table>().await?;
            let name = $table::MODEL.name;
            wrong.extend(drift.iter().filter(|drift| drift.breaks()).map(|drift| format!("{name}: {drift}")));
        )* }};
    }
    for_each_table!(look);
    if wrong.is_empty() {
        return Ok(());
    }
    let fix = "run the scripts that create tables and indexes, or open the store with `auto_init`, which does the same; mend \
               the rest by hand";
    Err(Error::new(ErrorKind::SchemaDrift, format!("{}; {fix}", wrong.join("; "))))
}
