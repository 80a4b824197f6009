//! Comparing the tables of a database with their structs.

use super::applied_script::{AppliedScript, SCHEMA_VERSION};
use super::tables::for_each_table;
use crate::diff::{Drift, PartKind, RepairPlan};
use crate::state::WorkItem;
use crate::{Connection, ConnectionExt, Error, ErrorKind, Table};

/// Compares the tables of the store in a database with their structs. Returns each difference with the name of its
/// table.
///
/// # Errors
///
/// Only errors of the database.
pub async fn drift(connection: &mut impl Connection) -> Result<Vec<(&'static str, Drift)>, Error> {
    let mut all = Vec::new();
    macro_rules! compare {
        ($($table:ty),*) => {{ $(
            let drift = connection.drift::<$table>().await?;
            all.extend(drift.into_iter().map(|drift| (<$table as Table>::MODEL.name, drift)));
        )* }};
    }
    compare!(AppliedScript);
    for_each_table!(compare);
    Ok(all)
}

/// Returns the statements that make the tables of the store match their structs, for each table that differs.
///
/// Changes nothing; [`Connection::execute_ddl`] runs the statements.
///
/// # Errors
///
/// Only errors of the database.
///
/// ```
/// use store::Connection;
/// use store_sqlite::{SqliteConnection, SqliteOptions};
///
/// # store::__example!({
/// let mut empty = SqliteConnection::open(&SqliteOptions::in_memory())?;
/// for (_, plan) in store::state::plan_repair(&mut empty).await? {
///     let statements: Vec<&str> = plan.statements.iter().map(String::as_str).collect();
///     empty.execute_ddl(&statements).await?;
/// }
/// assert!(store::state::drift(&mut empty).await?.is_empty());
/// # });
/// ```
pub async fn plan_repair(connection: &mut impl Connection) -> Result<Vec<(&'static str, RepairPlan)>, Error> {
    let mut all = Vec::new();
    macro_rules! plan {
        ($($table:ty),*) => {{ $(
            let plan = connection.plan_repair::<$table>().await?;
            if !plan.is_empty() {
                all.push((<$table as Table>::MODEL.name, plan));
            }
        )* }};
    }
    plan!(AppliedScript);
    for_each_table!(plan);
    Ok(all)
}

/// Checks that the store can use the tables of a database.
///
/// # Errors
///
/// [`SchemaDrift`](ErrorKind::SchemaDrift) with every difference that prevents that.
pub(super) async fn check_tables(connection: &mut impl Connection) -> Result<(), Error> {
    check(connection, |_| true).await
}

/// Checks the columns of the tables that exist.
///
/// # Errors
///
/// [`SchemaDrift`](ErrorKind::SchemaDrift) with every difference that prevents the use of a column.
pub(super) async fn check_columns(connection: &mut impl Connection) -> Result<(), Error> {
    check(connection, |drift| drift.part.kind == PartKind::Column).await
}

async fn check(connection: &mut impl Connection, concerns: fn(&Drift) -> bool) -> Result<(), Error> {
    let drift = drift(connection).await?;
    let breaking: Vec<String> = drift
        .iter()
        .filter(|(_, drift)| drift.breaks() && concerns(drift))
        .map(|(table, drift)| format!("{table}: {drift}"))
        .collect();
    if breaking.is_empty() {
        return Ok(());
    }
    let fix = match earlier_version(connection).await? {
        Some(version) => format!(
            "the tables are those of schema version {version}: run the script upgrade/{SCHEMA_VERSION:04}_from_{version:04}.sql, or \
             `store check --apply`"
        ),
        None => "to create missing tables, open the store with `auto_init` or run the scripts; `store check` prints the \
                 statements that repair the others"
            .to_owned(),
    };
    Err(Error::new(ErrorKind::SchemaDrift, format!("{}; {fix}", breaking.join("; "))))
}

/// Returns the version of tables of an earlier version of the program: 0 for those of builds that recorded none.
async fn earlier_version(connection: &mut impl Connection) -> Result<Option<i32>, Error> {
    if !connection.is_created::<WorkItem>().await? {
        return Ok(None);
    }
    let newest = if connection.is_created::<AppliedScript>().await? {
        AppliedScript::newest().first(connection).await?
    } else {
        None
    };
    let version = newest.map_or(0, |newest| newest.schema_version);
    Ok(Some(version).filter(|version| *version < SCHEMA_VERSION))
}
