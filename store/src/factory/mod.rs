//! Opens the state store that the configuration names.
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
//! What a setting is comes from the first of these that gives it: the [`StateConfig`] itself, the environment, the
//! YAML file.
//!
//! | setting | variables | in the file | default |
//! |---|---|---|---|
//! | backend | `DB_BACKEND` | `state.type` | `sqlserver`; or `sqlite` |
//! | file of SQLite | `SQLITE_PATH` | `state.db_path` | `local/state/ingest_state.db` |
//! | tables are created | `DB_AUTO_INIT` | `state.auto_init` | `true` |
//! | server | `SQLSERVER_HOST`, `INGEST_SQLSERVER_HOST` | `state.sqlserver.host` | `localhost` |
//! | port | `SQLSERVER_PORT`, `INGEST_…` | `state.sqlserver.port` | 1433 |
//! | database | `SQLSERVER_DATABASE`, `INGEST_…` | `state.sqlserver.database` | `Holocron` |
//! | user | `SQLSERVER_USERNAME`, `INGEST_SQLSERVER_USER` | `state.sqlserver.user` | `sa` |
//! | password | `SQLSERVER_PASSWORD`, `INGEST_…`, `MSSQL_SA_PASSWORD` | `state.sqlserver.password` | none |
//! | schema | `SQLSERVER_SCHEMA`, `INGEST_…` | `state.sqlserver.schema` | `ingest` |
//! | encryption | `SQLSERVER_ENCRYPT`, `INGEST_…` | `state.sqlserver.encrypt` | `true`; or `strict`, `false`, `off` |
//! | any certificate is trusted | `SQLSERVER_TRUST_SERVER_CERTIFICATE`, `INGEST_…` | `state.sqlserver.trust_server_certificate` | `false` |
//! | certificate authority | `SQLSERVER_CA_FILE`, `INGEST_…` | `state.sqlserver.ca_file` | those of the system |
//! | all of the server's | `INGEST_SQLSERVER_STATE_CONN_STR` | | none |

mod any;
mod file;
mod layers;

use std::env::{self, VarError};
use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::state::{StateOptions, StateStore};
use crate::{Error, ErrorKind};

use any::Access;
pub use any::AnyDatabase;
use layers::{Layers, Setting};

/// The database engine of the state store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    /// SQL Server, the production backend; feature `mssql`.
    SqlServer,
    /// A SQLite file, for development, tests and single machines; feature `sqlite`.
    Sqlite,
}

/// Settings of the store that the program sets itself; the environment and a YAML file supply the rest.
///
/// ```
/// use std::time::Duration;
/// use store::factory::{Backend, StateConfig};
/// use store::state::StateOptions;
///
/// let config = StateConfig::new()
///     .backend(Backend::SqlServer)
///     .host("sql.example")
///     .port(1433)
///     .database("Crawl")
///     .user("crawler")
///     .password("secret")
///     .schema("ingest")
///     .auto_init(false)
///     .file("store.yaml")
///     .options(StateOptions::default().lease(Duration::from_secs(60)));
/// assert!(!format!("{config:?}").contains("secret"));
/// ```
#[derive(Clone, Default)]
#[must_use = "a configuration does nothing until a store is created with it"]
pub struct StateConfig {
    given: Vec<(Setting, String)>,
    file: Option<PathBuf>,
    /// Whether the environment says nothing.
    file_only: bool,
    access: Access,
    no_command_timeout: bool,
    /// A file whose name cannot be kept as the other settings are.
    not_unicode: Option<OsString>,
    options: StateOptions,
}

impl StateConfig {
    /// Nothing: all comes from the environment.
    pub fn new() -> Self {
        Self::default()
    }

    /// This backend.
    pub fn backend(self, backend: Backend) -> Self {
        let name = match backend {
            Backend::SqlServer => "sqlserver",
            Backend::Sqlite => "sqlite",
        };
        self.set(Setting::Backend, name)
    }

    /// This file of SQLite, whose name must be Unicode text.
    pub fn db_path(mut self, path: impl Into<PathBuf>) -> Self {
        match path.into().into_os_string().into_string() {
            Ok(path) => {
                self.not_unicode = None;
                self.set(Setting::DbPath, path)
            }
            // With another name it would be another file.
            Err(path) => {
                self.not_unicode = Some(path);
                self
            }
        }
    }

    /// Whether tables that are not there are created; if not, what is missing is an error.
    pub fn auto_init(self, create: bool) -> Self {
        self.set(Setting::AutoInit, create.to_string())
    }

    /// This server.
    pub fn host(self, host: impl AsRef<str>) -> Self {
        self.set(Setting::Host, host)
    }

    /// This port.
    pub fn port(self, port: u16) -> Self {
        self.set(Setting::Port, port.to_string())
    }

    /// This database.
    pub fn database(self, database: impl AsRef<str>) -> Self {
        self.set(Setting::Database, database)
    }

    /// This user.
    pub fn user(self, user: impl AsRef<str>) -> Self {
        self.set(Setting::User, user)
    }

    /// This password.
    pub fn password(self, password: impl AsRef<str>) -> Self {
        self.set(Setting::Password, password)
    }

    /// This schema.
    pub fn schema(self, schema: impl AsRef<str>) -> Self {
        self.set(Setting::Schema, schema)
    }

    /// What this YAML file says, where neither the program nor the environment says it.
    pub fn file(mut self, path: impl Into<PathBuf>) -> Self {
        self.file = Some(path.into());
        self
    }

    /// Returns the settings of a YAML file, for one of several databases that a program opens. The environment is read
    /// only for the variables that the file names as `${VAR}`.
    ///
    /// ```
    /// use store::factory::StateConfig;
    ///
    /// # let folder = tempfile::tempdir().unwrap();
    /// let path = folder.path().join("old.yaml");
    /// std::fs::write(&path, "state:\n  type: sqlite\n  db_path: old.db\n").unwrap();
    /// assert_eq!(StateConfig::from_file(path).describe()?, "the SQLite file old.db");
    /// # Ok::<(), store::Error>(())
    /// ```
    pub fn from_file(path: impl Into<PathBuf>) -> Self {
        Self { file_only: true, ..Self::new().file(path) }
    }

    /// Opens only a SQLite file that exists: neither the file nor its folder is created, and a missing file is an
    /// error. A database on a server must exist in any case.
    pub fn existing(mut self) -> Self {
        if self.access == Access::Create {
            self.access = Access::Existing;
        }
        self
    }

    /// Opens a SQLite file without changing it, its journal mode included; a write is an error. On a server, the
    /// permissions of the user decide.
    pub fn read_only(mut self) -> Self {
        self.access = Access::ReadOnly;
        self
    }

    /// Removes the command timeout, for statements that change a large table.
    pub fn without_command_timeout(mut self) -> Self {
        self.no_command_timeout = true;
        self
    }

    /// How the store behaves.
    pub fn options(mut self, options: StateOptions) -> Self {
        self.options = options;
        self
    }

    /// Returns a readable description of where the state is, after all settings are read; never includes a password.
    ///
    /// # Errors
    ///
    /// [`Config`](ErrorKind::Config), as [`create_state_store`].
    ///
    /// ```
    /// use store::factory::{Backend, StateConfig};
    ///
    /// let config = StateConfig::new().backend(Backend::Sqlite).db_path("crawl.db");
    /// assert_eq!(config.describe()?, "the SQLite file crawl.db");
    /// # Ok::<(), store::Error>(())
    /// ```
    pub fn describe(&self) -> Result<String, Error> {
        any::describe(&self.layers(&environment)?)
    }

    /// Returns the path of the SQLite file after all settings are read, or `None` for SQL Server.
    ///
    /// # Errors
    ///
    /// [`Config`](ErrorKind::Config), as [`create_state_store`].
    pub fn sqlite_path(&self) -> Result<Option<PathBuf>, Error> {
        let layers = self.layers(&environment)?;
        Ok((layers.backend()? == Backend::Sqlite).then(|| any::sqlite_path(&layers).to_owned()))
    }

    /// Returns the SQL Server schema after all settings are read; `ingest` by default.
    ///
    /// # Errors
    ///
    /// [`Config`](ErrorKind::Config), as [`create_state_store`]. Whether the name can be one of a schema is not looked at.
    pub fn schema_name(&self) -> Result<String, Error> {
        let layers = self.layers(&environment)?;
        let names = Setting::Schema.variables().iter().filter_map(|name| layers.get(name));
        Ok(names.map(str::to_owned).next().unwrap_or_else(|| "ingest".to_owned()))
    }

    fn set(mut self, setting: Setting, value: impl AsRef<str>) -> Self {
        self.given.push((setting, value.as_ref().to_owned()));
        self
    }

    fn layers(&self, variable: layers::Variable<'_>) -> Result<Layers, Error> {
        if let Some(path) = &self.not_unicode {
            return Err(bad(format!(
                "the file name {} is not Unicode text: give it another",
                path.display()
            )));
        }
        let file = match &self.file {
            Some(path) => file::read(path, variable)?,
            None => Vec::new(),
        };
        let nothing: layers::Variable<'_> = &|_| Ok(None);
        Layers::new(&self.given, if self.file_only { nothing } else { variable }, file)
    }
}

/// Without the password.
impl fmt::Debug for StateConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("StateConfig");
        for (setting, value) in &self.given {
            let value = if *setting == Setting::Password { "(given)" } else { value };
            shown.field(setting.variables()[0], &value);
        }
        shown.field("file", &self.file).field("options", &self.options).finish()
    }
}

/// Opens the state store that the configuration names.
///
/// SQLite logs a warning (target `store::deprecated`) that it is not meant for production, and another one
/// (`store::legacy`) when the file has rows of the Python framework that have not been imported.
///
/// # Errors
///
/// [`Config`](ErrorKind::Config), which names the variable or the file: for an unknown backend, or one that the program was
/// compiled without, a missing password, a bad port or name of a schema, a file that cannot be read; else as the backend's
/// own `open`, and as [`StateStore::open`].
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
    let layers = config.layers(&environment)?;
    let mut options = config.options.clone();
    if let Some(create) = layers.auto_init()? {
        options = options.auto_init(create);
    }
    let store =
        StateStore::open(any::open(&layers, config.access, config.no_command_timeout).await?, options)
            .await?;
    any::tell_of_old_rows(&store).await?;
    Ok(store)
}

/// Opens the database that the configuration names, without checking or creating tables.
///
/// # Errors
///
/// As [`create_state_store`], but for those of its tables.
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
    any::open(&config.layers(&environment)?, config.access, config.no_command_timeout).await
}

fn environment(name: &str) -> Result<Option<String>, Error> {
    match env::var(name) {
        Ok(value) => Ok(Some(value)),
        Err(VarError::NotPresent) => Ok(None),
        Err(VarError::NotUnicode(_)) => Err(bad(format!("{name} is not Unicode text"))),
    }
}

/// Returns whether the path names a database file that does not exist. A path at which no file can be opened, such as
/// `:memory:` or a dangling link, is not missing: opening it reports the reason.
pub fn is_missing(path: &Path) -> bool {
    let is_name = !matches!(path.to_str(), Some("" | ":memory:"));
    is_name
        && std::fs::symlink_metadata(path).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
}

fn bad(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::Config, message)
}

#[cfg(test)]
mod tests;
