//! Opens the database of the settings.

use std::path::Path;

use super::any_database::AnyDatabase;
use super::settings::{Backend, Setting, invalid};
use super::sources::{Sources, with_variable_names};
use crate::Error;
use crate::state::StateStore;

/// How a SQLite file is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Access {
    /// Read and write; a missing file is created.
    #[default]
    Create,
    /// Read and write.
    Existing,
    /// Read only.
    ReadOnly,
}

/// Opens the database of the settings.
pub(super) async fn open(
    sources: &Sources,
    access: Access,
    without_command_timeout: bool,
) -> Result<AnyDatabase, Error> {
    match sources.backend()? {
        Backend::SqlServer => {
            open_sqlserver(sources, without_command_timeout).await.map_err(with_variable_names)
        }
        Backend::Sqlite => open_sqlite(sources, access).await.map_err(with_variable_names),
    }
}

/// Describes the database of the settings, without secrets.
pub(super) fn describe(sources: &Sources) -> Result<String, Error> {
    match sources.backend()? {
        Backend::SqlServer => describe_sqlserver(sources).map_err(with_variable_names),
        Backend::Sqlite => Ok(format!("the SQLite file {}", sqlite_path(sources)?.display())),
    }
}

/// Returns the path of the SQLite file.
pub(super) fn sqlite_path(sources: &Sources) -> Result<&Path, Error> {
    sources.text_or_default(Setting::DbPath).map(Path::new)
}

/// Returns whether the path names a database file that does not exist. A path at which no file can be opened, such as
/// `:memory:` or a dangling link, is not missing: opening it reports the reason.
pub fn is_missing(path: &Path) -> bool {
    let is_name = !matches!(path.to_str(), Some("" | ":memory:"));
    is_name
        && std::fs::symlink_metadata(path).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
}

#[cfg(feature = "mssql")]
fn describe_sqlserver(sources: &Sources) -> Result<String, Error> {
    let options = super::sqlserver::options(sources)?;
    Ok(format!("SQL Server at {options}, schema {}", super::sqlserver::schema(sources)?))
}

#[cfg(not(feature = "mssql"))]
#[expect(clippy::unnecessary_wraps, reason = "fails with the feature")]
fn describe_sqlserver(_: &Sources) -> Result<String, Error> {
    Ok("SQL Server".to_owned())
}

#[cfg(feature = "mssql")]
async fn open_sqlserver(sources: &Sources, without_command_timeout: bool) -> Result<AnyDatabase, Error> {
    let mut options = super::sqlserver::options(sources)?;
    if without_command_timeout {
        options = options.command_timeout(std::time::Duration::ZERO);
    }
    store_mssql::Mssql::open(options).await.map(AnyDatabase::SqlServer)
}

#[cfg(not(feature = "mssql"))]
#[expect(clippy::unused_async, reason = "awaits with the feature")]
async fn open_sqlserver(_: &Sources, _: bool) -> Result<AnyDatabase, Error> {
    Err(invalid(
        "the backend is sqlserver (the default), which is not compiled in: enable the feature `mssql` of the crate \
         `store`, or set DB_BACKEND=sqlite",
    ))
}

#[cfg(feature = "sqlite")]
async fn open_sqlite(sources: &Sources, access: Access) -> Result<AnyDatabase, Error> {
    use store_sqlite::Sqlite;
    let path = sqlite_path(sources)?;
    if access != Access::Create && is_missing(path) {
        return Err(invalid(format!("{} does not exist: name the file of a store", path.display())));
    }
    if let Some(folder) =
        path.parent().filter(|folder| !folder.as_os_str().is_empty() && access == Access::Create)
    {
        std::fs::create_dir_all(folder).map_err(|error| {
            invalid(format!("cannot create the folder {}: {error}: name another file", folder.display()))
        })?;
    }
    tracing::warn!(
        target: "store::deprecated",
        path = %path.display(),
        "the state store uses SQLite, which is not meant for production: set DB_BACKEND=sqlserver"
    );
    let options = super::sqlite::options(sources, path)?.read_only(access == Access::ReadOnly);
    Sqlite::open(options.create_if_missing(access == Access::Create)).await.map(AnyDatabase::Sqlite)
}

#[cfg(not(feature = "sqlite"))]
#[expect(clippy::unused_async, reason = "awaits with the feature")]
async fn open_sqlite(_: &Sources, _: Access) -> Result<AnyDatabase, Error> {
    Err(invalid(
        "the backend is sqlite, which is not compiled in: enable the feature `sqlite` of the crate `store`, or set \
         DB_BACKEND=sqlserver",
    ))
}

/// Warns of work items of the Python framework that were not imported: their queue would look empty.
#[cfg(all(feature = "sqlite", feature = "legacy"))]
pub(super) async fn warn_of_legacy_rows(store: &StateStore<AnyDatabase>) -> Result<(), Error> {
    use crate::state::legacy::sqlite::has_unimported_rows;
    let mut database = store.database().clone();
    if matches!(database, AnyDatabase::Sqlite(_)) && has_unimported_rows(&mut database).await? {
        tracing::warn!(
            target: "store::legacy",
            "the file has work items of the Python framework that are not in the store: `store import-legacy` imports them"
        );
    }
    Ok(())
}

#[cfg(not(all(feature = "sqlite", feature = "legacy")))]
#[expect(clippy::unused_async, reason = "awaits with the feature")]
pub(super) async fn warn_of_legacy_rows(_: &StateStore<AnyDatabase>) -> Result<(), Error> {
    Ok(())
}
