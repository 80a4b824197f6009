//! The list of the tables.

use super::applied_script::AppliedScript;
use crate::export::TableInfo;
use crate::state::{Candidate, ItemState, OpenItem};
use crate::{Connection, ConnectionExt, Dialect, Error, SchemaOverride};

/// Calls a macro with the type of every table of the store, except that of applied scripts, which records the version of the schema.
///
/// This is the only list of the tables, and the order of tables in scripts, checks, repairs, copies and exported files:
/// a table comes after the tables that its rows refer to.
macro_rules! for_each_table {
    ($call:ident) => {
        $call!(
            $crate::state::IngestRun,
            $crate::state::RunBatch,
            $crate::state::WorkItem,
            $crate::state::ResourceVersion,
            $crate::state::DiscoveredLink,
            $crate::state::LaterSightings,
            $crate::state::Checkpoint,
            $crate::state::WorkerHeartbeat,
            $crate::state::SourceControl,
            $crate::state::Counter
        )
    };
}
pub(in crate::state) use for_each_table;

/// Returns every table of the store, in an order in which they can be created.
pub fn tables() -> Vec<TableInfo> {
    macro_rules! list {
        ($($table:ty),*) => { vec![TableInfo::of::<AppliedScript>(), $(TableInfo::of::<$table>()),*] };
    }
    for_each_table!(list)
}

/// Creates the missing tables.
pub(super) async fn create_tables(connection: &mut impl Connection) -> Result<(), Error> {
    macro_rules! create {
        ($($table:ty),*) => {{ $(connection.create::<$table>().await?;)* }};
    }
    for_each_table!(create);
    Ok(())
}

/// Returns the tables of the store in another schema.
pub(in crate::state) fn tables_in_schema(dialect: Dialect, schema: &str) -> Result<SchemaOverride, Error> {
    let tables = SchemaOverride::new(dialect, schema)?.table::<AppliedScript>();
    let tables = tables.table::<ItemState>().table::<Candidate>().table::<OpenItem>();
    macro_rules! add {
        ($($table:ty),*) => { tables$(.table::<$table>())* };
    }
    Ok(for_each_table!(add))
}
