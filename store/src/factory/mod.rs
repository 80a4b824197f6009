//! Opens the state store of the configuration. The only module that reads the environment and knows the drivers.
//!
//! ```
//! use store::factory::{Backend, StateConfig, create_state_store};
//! use store::state::{Identity, NewItem};
//!
//! # store::__example!({
//! # let folder = tempfile::tempdir().unwrap();
//! let config = StateConfig::new().backend(Backend::Sqlite).db_path(folder.path().join("state.db"));
//! # #[cfg(feature = "sqlite")] {
//! let store = create_state_store(config).await?;
//! store.enqueue(NewItem::new(Identity::new("http", "docs", "page", "1"), "https://docs.example/1")).await?;
//! # }
//! # });
//! ```
//!
//! A setting comes from the first source that sets it: the [`StateConfig`], the environment, the YAML file.
//! [`SETTINGS`] lists all settings for programs that document them.
//!
//! | setting | variables | key in the file | default |
//! |---|---|---|---|
//! | backend: `sqlserver` or `sqlite` | `DB_BACKEND` | `state.type` | `sqlserver` |
//! | SQLite file | `SQLITE_PATH` | `state.db_path` | `local/state/ingest_state.db` |
//! | SQLite page cache, in MiB; a store takes up to one and a half times this | `SQLITE_CACHE_SIZE` | `state.sqlite.cache_size` | `16` |
//! | part of the SQLite file that is mapped into memory, in MiB | `SQLITE_MMAP_SIZE` | `state.sqlite.mmap_size` | `0` |
//! | place of temporary SQLite tables: `memory` or `file` | `SQLITE_TEMP_STORE` | `state.sqlite.temp_store` | `memory` |
//! | length from which SQLite's write-ahead log is moved into the file, in pages; 0: only when the store is closed | `SQLITE_WAL_AUTOCHECKPOINT` | `state.sqlite.wal_autocheckpoint` | `4000` |
//! | page size of a new SQLite file, in bytes | `SQLITE_PAGE_SIZE` | `state.sqlite.page_size` | none |
//! | create missing tables | `DB_AUTO_INIT` | `state.auto_init` | `true` |
//! | connection string, replaces all other server settings but the schema | `INGEST_SQLSERVER_STATE_CONN_STR` |  | none |
//! | server: `host`, `host,port` or `host\instance` | `SQLSERVER_HOST`, `INGEST_SQLSERVER_HOST` | `state.sqlserver.host` | `localhost` |
//! | port | `SQLSERVER_PORT`, `INGEST_SQLSERVER_PORT` | `state.sqlserver.port` | `1433` |
//! | database | `SQLSERVER_DATABASE`, `INGEST_SQLSERVER_DATABASE` | `state.sqlserver.database` | `Holocron` |
//! | user | `SQLSERVER_USERNAME`, `INGEST_SQLSERVER_USER` | `state.sqlserver.user` | `sa` |
//! | password | `SQLSERVER_PASSWORD`, `INGEST_SQLSERVER_PASSWORD`, `MSSQL_SA_PASSWORD` | `state.sqlserver.password` | none |
//! | schema | `SQLSERVER_SCHEMA`, `INGEST_SQLSERVER_SCHEMA` | `state.sqlserver.schema` | `ingest` |
//! | encryption: `true`, `strict`, `false` or `off` | `SQLSERVER_ENCRYPT`, `INGEST_SQLSERVER_ENCRYPT` | `state.sqlserver.encrypt` | `true` |
//! | accept any server certificate | `SQLSERVER_TRUST_SERVER_CERTIFICATE`, `INGEST_SQLSERVER_TRUST_SERVER_CERTIFICATE` | `state.sqlserver.trust_server_certificate` | `false` |
//! | file of certificate authorities | `SQLSERVER_CA_FILE`, `INGEST_SQLSERVER_CA_FILE` | `state.sqlserver.ca_file` | none |

mod any_database;
mod config;
mod file;
mod open;
mod settings;
mod sources;
#[cfg(feature = "sqlite")]
mod sqlite;
#[cfg(feature = "mssql")]
mod sqlserver;

use crate::Error;
use crate::state::StateStore;

pub use any_database::AnyDatabase;
pub use config::StateConfig;
pub use open::is_missing;
pub use settings::{Backend, SETTINGS, SettingInfo};

use sources::environment;

/// Opens the state store of the configuration.
///
/// SQLite logs a warning (target `store::deprecated`) that it is not meant for production, and another one
/// (`store::legacy`) when the file has rows of the Python framework that have not been imported.
///
/// # Errors
///
/// [`Config`](crate::ErrorKind::Config), which names the variable or the key of the file: for an unknown backend, or one that is not
/// compiled in, a missing password, an invalid port or schema name, an unreadable file; otherwise as `open` of the backend,
/// and as [`StateStore::open`].
///
/// # Examples
///
/// ```
/// use store::ErrorKind;
/// use store::factory::{Backend, StateConfig, create_state_store};
///
/// # store::__example!({
/// let config = StateConfig::new().backend(Backend::SqlServer).password("secret").schema("two words");
/// let error = create_state_store(config).await.unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Config);
/// # #[cfg(feature = "mssql")]
/// assert!(error.message().contains("SQLSERVER_SCHEMA"));
/// # });
/// ```
pub async fn create_state_store(config: StateConfig) -> Result<StateStore<AnyDatabase>, Error> {
    let sources = config.sources(&environment)?;
    let mut options = config.options.clone();
    if let Some(create) = sources.auto_init()? {
        options = options.auto_init(create);
    }
    let database = open::open(&sources, config.access, config.no_command_timeout).await?;
    let store = StateStore::open(database, options).await?;
    open::warn_of_legacy_rows(&store).await?;
    Ok(store)
}

/// Opens the database of the configuration, without checking or creating tables.
///
/// # Errors
///
/// As [`create_state_store`], except for errors of its tables.
///
/// ```
/// use store::factory::{Backend, StateConfig, open_database};
///
/// # store::__example!({
/// # #[cfg(feature = "sqlite")] {
/// # let folder = tempfile::tempdir().unwrap();
/// let config = StateConfig::new().backend(Backend::Sqlite).db_path(folder.path().join("state.db"));
/// let mut database = open_database(config).await?;
/// assert!(!store::state::drift(&mut database).await?.is_empty());
/// # }
/// # });
/// ```
pub async fn open_database(config: StateConfig) -> Result<AnyDatabase, Error> {
    open::open(&config.sources(&environment)?, config.access, config.no_command_timeout).await
}

#[cfg(test)]
mod tests;
