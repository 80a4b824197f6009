//! Items in a SQL Server database of the Python framework.

use std::ops::ControlFlow;

use super::in_place::{self, ConvertedRow};
use super::interrupted::before_any_change;
use super::schema::{LaterMssqlSchema, MssqlSchema, with_schema};
use super::{ImportReport, LegacyItem, Survey, schema, survey};
use crate::state::transfer::Step;
use crate::{Connection, Database, Error, SchemaOverride};

/// Calls `each` with the items of a SQL Server database of the Python framework, ordered by id, until the last one or
/// until `each` breaks.
///
/// # Errors
///
/// As [`sqlite::each_item`](super::sqlite::each_item).
pub async fn each_item<C: Connection>(
    connection: &mut C,
    each: impl FnMut(LegacyItem) -> ControlFlow<()> + Send,
) -> Result<(), Error> {
    with_schema!(connection, [LaterMssqlSchema, MssqlSchema], S => {
        schema::each_item::<S, C>(connection, each).await
    })
}

/// Previews the conversion of the table of the Python framework: its rows, how the table changes, and what prevents the
/// change. Changes nothing.
///
/// # Errors
///
/// [`SchemaDrift`](crate::ErrorKind::SchemaDrift) for a database without the legacy table, and for a table with only one
/// of the columns `variant` and `rank`; otherwise errors of the database. Rows that cannot be read are no error: they are
/// counted as [`invalid`](Survey::invalid).
pub async fn survey<C: Connection>(
    connection: &mut C,
    progress: impl FnMut(Step) + Send,
) -> Result<Survey, Error> {
    with_changes(connection, progress).await.map_err(before_any_change)
}

async fn with_changes<C: Connection>(
    connection: &mut C,
    progress: impl FnMut(Step) + Send,
) -> Result<Survey, Error> {
    let mut survey = with_schema!(connection, [LaterMssqlSchema, MssqlSchema], S => {
        survey::survey_by_database::<S, C>(connection, progress).await?
    });
    in_place::survey_changes(connection, &mut survey).await?;
    Ok(survey)
}

/// Converts the table of the Python framework in place: adds columns, computes the identity of each row in batches, and
/// replaces the old keys and indexes. Every row is kept; the other tables of the store are created.
///
/// The old program cannot write to the converted table: stop it first. Each step is a transaction, and after an
/// interruption the same call does the rest. Creating the indexes of a large table takes time and log space.
///
/// # Errors
///
/// [`Misuse`](crate::ErrorKind::Misuse) for rows that cannot be imported, see [`Survey`], before anything is changed;
/// [`SchemaDrift`](crate::ErrorKind::SchemaDrift) for a table that cannot be converted, with the obstacles; otherwise errors
/// of the database, with the steps done before the error.
///
/// # Examples
///
/// ```no_run
/// use store::state::{StateOptions, StateStore, legacy};
/// use store_mssql::{Mssql, MssqlOptions};
///
/// # async fn import() -> Result<(), store::Error> {
/// let options = MssqlOptions::new("db.example.com", "crawl").login("crawler", "correct horse");
/// let database = Mssql::open(options).await?;
/// let imported = legacy::mssql::import_in_place(&database, |step| println!("{step}")).await?;
/// println!("{} rows", imported.rows);
/// let store = StateStore::open(database, StateOptions::default().auto_init(false)).await?;
/// # drop(store);
/// # Ok(()) }
/// ```
pub async fn import_in_place<D: Database>(
    database: &D,
    mut progress: impl FnMut(Step) + Send,
) -> Result<ImportReport, Error> {
    let survey = survey(&mut database.clone(), &mut progress).await?;
    survey.check()?;
    in_place::convert_table(database, survey.items, progress).await
}

/// Adds the legacy tables to an override of the schema.
#[doc(hidden)]
pub fn in_schema(tables: SchemaOverride) -> SchemaOverride {
    tables.table::<MssqlSchema>().table::<LaterMssqlSchema>().table::<ConvertedRow>()
}
