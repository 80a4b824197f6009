//! A database of whichever backend.

use std::ops::ControlFlow;
use std::path::Path;

use super::Backend;
#[cfg(any(not(feature = "sqlite"), not(feature = "mssql")))]
use super::bad;
use super::layers::Layers;
use crate::state::StateStore;
#[cfg(all(feature = "sqlite", feature = "legacy"))]
use crate::state::legacy::sqlite::has_unimported_rows;
use crate::{
    Connection, Database, Dialect, Error, FromRow, Outcome, Params, SchemaOverride, Statement, Table,
    UnitOfWork, Write,
};

/// A database of one of the backends that the program is compiled with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum AnyDatabase {
    /// SQL Server.
    #[cfg(feature = "mssql")]
    SqlServer(store_mssql::Mssql),
    /// SQLite.
    #[cfg(feature = "sqlite")]
    Sqlite(store_sqlite::Sqlite),
}

/// Opens the one that is asked for.
pub(super) async fn open(
    layers: &Layers,
    access: Access,
    no_command_timeout: bool,
) -> Result<AnyDatabase, Error> {
    match layers.backend()? {
        Backend::SqlServer => {
            open_sqlserver(layers, no_command_timeout).await.map_err(|error| layers.explain(error))
        }
        Backend::Sqlite => open_sqlite(layers, access).await,
    }
}

/// What may be done with a file of SQLite.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Access {
    /// It is made if it is missing.
    #[default]
    Create,
    /// It is read and written.
    Existing,
    /// It is read.
    ReadOnly,
}

/// Which one that is, for people.
pub(super) fn describe(layers: &Layers) -> Result<String, Error> {
    match layers.backend()? {
        Backend::SqlServer => describe_sqlserver(layers).map_err(|error| layers.explain(error)),
        Backend::Sqlite => Ok(format!("the SQLite file {}", sqlite_path(layers).display())),
    }
}

#[cfg(feature = "mssql")]
fn sqlserver_options(layers: &Layers) -> Result<store_mssql::MssqlOptions, Error> {
    store_mssql::MssqlOptions::from_vars(|name| layers.get(name).map(str::to_owned))
}

#[cfg(feature = "mssql")]
fn describe_sqlserver(layers: &Layers) -> Result<String, Error> {
    let options = sqlserver_options(layers)?;
    Ok(format!("SQL Server at {options}, schema {}", options.schema_name().unwrap_or("ingest")))
}

#[cfg(not(feature = "mssql"))]
#[expect(clippy::unnecessary_wraps, reason = "as with the feature")]
fn describe_sqlserver(_: &Layers) -> Result<String, Error> {
    Ok("SQL Server".to_owned())
}

#[cfg(feature = "mssql")]
async fn open_sqlserver(layers: &Layers, no_command_timeout: bool) -> Result<AnyDatabase, Error> {
    use store_mssql::Mssql;
    let mut options = sqlserver_options(layers)?;
    if no_command_timeout {
        options = options.command_timeout(std::time::Duration::ZERO);
    }
    if let Some(schema) = options.schema_name().filter(|name| *name != "ingest") {
        let moved = crate::state::in_schema(Dialect::Mssql, schema)?;
        options = options.schema(moved);
    }
    Mssql::open(options).await.map(AnyDatabase::SqlServer)
}

#[cfg(not(feature = "mssql"))]
#[expect(clippy::unused_async, reason = "as with the feature")]
async fn open_sqlserver(_: &Layers, _: bool) -> Result<AnyDatabase, Error> {
    Err(bad(
        "DB_BACKEND asks for sqlserver (the default), which this program was compiled without: turn on the feature \
         `mssql` of the crate `store`, or set DB_BACKEND=sqlite",
    ))
}

/// Where the Python era kept it.
const DEFAULT_PATH: &str = "local/state/ingest_state.db";

pub(super) fn sqlite_path(layers: &Layers) -> &Path {
    Path::new(layers.get("SQLITE_PATH").unwrap_or(DEFAULT_PATH))
}

#[cfg(feature = "sqlite")]
async fn open_sqlite(layers: &Layers, access: Access) -> Result<AnyDatabase, Error> {
    use store_sqlite::{Sqlite, SqliteOptions};
    let path = sqlite_path(layers);
    if access != Access::Create && super::is_missing(path) {
        return Err(super::bad(format!("{} is not there: name the file of a store", path.display())));
    }
    if let Some(folder) =
        path.parent().filter(|folder| !folder.as_os_str().is_empty() && access == Access::Create)
    {
        std::fs::create_dir_all(folder).map_err(|error| {
            super::bad(format!("the folder {} cannot be made: {error}: name another file", folder.display()))
        })?;
    }
    tracing::warn!(
        target: "store::deprecated",
        path = %path.display(),
        "the state is kept in SQLite, which is not the path for production: set DB_BACKEND=sqlserver"
    );
    let options = SqliteOptions::new(path).read_only(access == Access::ReadOnly);
    Sqlite::open(options.create_if_missing(access == Access::Create)).await.map(AnyDatabase::Sqlite)
}

/// Whoever goes on with the file of the Python framework would find the queue empty, and wonder.
#[cfg(all(feature = "sqlite", feature = "legacy"))]
pub(super) async fn tell_of_old_rows(store: &StateStore<AnyDatabase>) -> Result<(), Error> {
    let mut database = store.database().clone();
    if matches!(database, AnyDatabase::Sqlite(_)) && has_unimported_rows(&mut database).await? {
        tracing::warn!(
            target: "store::legacy",
            "the file has work items of the Python framework, which are not in the store: `store import-legacy` imports them"
        );
    }
    Ok(())
}

#[cfg(not(all(feature = "sqlite", feature = "legacy")))]
#[expect(clippy::unused_async, reason = "as with the feature")]
pub(super) async fn tell_of_old_rows(_: &StateStore<AnyDatabase>) -> Result<(), Error> {
    Ok(())
}

#[cfg(not(feature = "sqlite"))]
#[expect(clippy::unused_async, reason = "as with the feature")]
async fn open_sqlite(_: &Layers, _: Access) -> Result<AnyDatabase, Error> {
    Err(bad(
        "DB_BACKEND asks for sqlite, which this program was compiled without: turn on the feature `sqlite` of the \
         crate `store`, or set DB_BACKEND=sqlserver",
    ))
}

/// Calls a method of whichever backend it is.
macro_rules! on {
    ($database:expr, $name:ident => $call:expr) => {
        match $database {
            #[cfg(feature = "mssql")]
            AnyDatabase::SqlServer($name) => $call,
            #[cfg(feature = "sqlite")]
            AnyDatabase::Sqlite($name) => $call,
            #[cfg(not(any(feature = "mssql", feature = "sqlite")))]
            _ => ::core::unreachable!("a program without backends has no database"),
        }
    };
}

#[cfg_attr(
    not(any(feature = "mssql", feature = "sqlite")),
    expect(unused_variables, reason = "there is nothing to call")
)]
impl Connection for AnyDatabase {
    fn dialect(&self) -> Dialect {
        on!(self, database => database.dialect())
    }

    fn schema_override(&self) -> Option<&SchemaOverride> {
        on!(self, database => database.schema_override())
    }

    async fn execute(&mut self, statement: Statement, params: Params<'_>) -> Result<u64, Error> {
        on!(self, database => database.execute(statement, params).await)
    }

    async fn for_each<T, F>(&mut self, statement: Statement, params: Params<'_>, each: F) -> Result<(), Error>
    where
        T: FromRow + Send + 'static,
        F: FnMut(T) -> ControlFlow<()> + Send,
    {
        on!(self, database => database.for_each(statement, params, each).await)
    }

    async fn write<T: Table>(&mut self, write: Write, row: &T) -> Result<Outcome, Error> {
        on!(self, database => database.write(write, row).await)
    }

    async fn write_many<T: Table>(&mut self, write: Write, rows: &[T]) -> Result<Vec<Outcome>, Error> {
        on!(self, database => database.write_many(write, rows).await)
    }

    async fn execute_ddl(&mut self, statements: &[&str]) -> Result<(), Error> {
        on!(self, database => database.execute_ddl(statements).await)
    }
}

#[cfg_attr(
    not(any(feature = "mssql", feature = "sqlite")),
    expect(unused_variables, reason = "there is nothing to call")
)]
impl Database for AnyDatabase {
    async fn transaction<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        on!(self, database => database.transaction(unit).await)
    }

    async fn run<U: UnitOfWork>(&self, unit: U) -> Result<U::Output, Error> {
        on!(self, database => database.run(unit).await)
    }

    async fn close(&self) -> Result<(), Error> {
        on!(self, database => Database::close(database).await)
    }
}
