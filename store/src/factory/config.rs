//! The configuration that a program passes to the factory.

use std::ffi::OsString;
use std::fmt;
use std::path::PathBuf;

use super::file;
use super::open::{self, Access};
use super::settings::{Backend, Setting, invalid};
use super::sources::{Lookup, Sources, environment};
use crate::Error;
use crate::state::StateOptions;

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
    settings: Vec<(Setting, String)>,
    file: Option<PathBuf>,
    /// Whether the environment is ignored.
    file_only: bool,
    pub(super) access: Access,
    pub(super) no_command_timeout: bool,
    /// A SQLite path that is not Unicode, an error.
    not_unicode: Option<OsString>,
    pub(super) options: StateOptions,
}

impl StateConfig {
    /// Creates a configuration without settings: the environment supplies all of them.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the backend.
    pub fn backend(self, backend: Backend) -> Self {
        self.set(Setting::Backend, backend.name())
    }

    /// Sets the SQLite file, whose path must be Unicode.
    pub fn db_path(mut self, path: impl Into<PathBuf>) -> Self {
        match path.into().into_os_string().into_string() {
            Ok(path) => {
                self.not_unicode = None;
                self.set(Setting::DbPath, path)
            }
            // A lossy conversion would name another file.
            Err(path) => {
                self.not_unicode = Some(path);
                self
            }
        }
    }

    /// Sets whether missing tables are created; if not, a missing table is an error.
    pub fn auto_init(self, create: bool) -> Self {
        self.set(Setting::AutoInit, create.to_string())
    }

    /// Sets the server: `host`, `host,port` or `host\instance`.
    pub fn host(self, host: impl AsRef<str>) -> Self {
        self.set(Setting::Host, host)
    }

    /// Sets the port.
    pub fn port(self, port: u16) -> Self {
        self.set(Setting::Port, port.to_string())
    }

    /// Sets the database.
    pub fn database(self, database: impl AsRef<str>) -> Self {
        self.set(Setting::Database, database)
    }

    /// Sets the user.
    pub fn user(self, user: impl AsRef<str>) -> Self {
        self.set(Setting::User, user)
    }

    /// Sets the password.
    pub fn password(self, password: impl AsRef<str>) -> Self {
        self.set(Setting::Password, password)
    }

    /// Sets the schema of the tables.
    pub fn schema(self, schema: impl AsRef<str>) -> Self {
        self.set(Setting::Schema, schema)
    }

    /// Sets the YAML file, for settings that neither the program nor the environment sets.
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

    /// Sets the options of the store.
    pub fn options(mut self, options: StateOptions) -> Self {
        self.options = options;
        self
    }

    /// Returns a readable description of where the state is, after all settings are read; never includes a password.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::ErrorKind::Config), as [`create_state_store`](super::create_state_store).
    ///
    /// ```
    /// use store::factory::{Backend, StateConfig};
    ///
    /// let config = StateConfig::new().backend(Backend::Sqlite).db_path("crawl.db");
    /// assert_eq!(config.describe()?, "the SQLite file crawl.db");
    /// # Ok::<(), store::Error>(())
    /// ```
    pub fn describe(&self) -> Result<String, Error> {
        open::describe(&self.sources(&environment)?)
    }

    /// Returns the path of the SQLite file after all settings are read, or `None` for SQL Server.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::ErrorKind::Config), as [`create_state_store`](super::create_state_store).
    pub fn sqlite_path(&self) -> Result<Option<PathBuf>, Error> {
        let sources = self.sources(&environment)?;
        match sources.backend()? {
            Backend::Sqlite => open::sqlite_path(&sources).map(|path| Some(path.to_owned())),
            Backend::SqlServer => Ok(None),
        }
    }

    /// Returns the SQL Server schema after all settings are read; `ingest` by default.
    ///
    /// # Errors
    ///
    /// [`Config`](crate::ErrorKind::Config), as [`create_state_store`](super::create_state_store). The name itself is not checked.
    pub fn schema_name(&self) -> Result<String, Error> {
        Ok(self.sources(&environment)?.text_or_default(Setting::Schema)?.to_owned())
    }

    fn set(mut self, setting: Setting, value: impl AsRef<str>) -> Self {
        self.settings.push((setting, value.as_ref().to_owned()));
        self
    }

    #[cfg(test)]
    pub(super) fn settings(&self) -> &[(Setting, String)] {
        &self.settings
    }

    pub(super) fn sources(&self, variable: Lookup<'_>) -> Result<Sources, Error> {
        if let Some(path) = &self.not_unicode {
            return Err(invalid(format!(
                "the file name {} is not Unicode text: rename the file",
                path.display()
            )));
        }
        let file = match &self.file {
            Some(path) => file::read(path, variable)?,
            None => Vec::new(),
        };
        let nothing: Lookup<'_> = &|_| Ok(None);
        Sources::new(&self.settings, if self.file_only { nothing } else { variable }, &file)
    }
}

/// Shows no secrets.
impl fmt::Debug for StateConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("StateConfig");
        for (setting, value) in &self.settings {
            let value = if setting.info().is_secret { "(set)" } else { value };
            shown.field(setting.variable(), &value);
        }
        shown.field("file", &self.file).field("options", &self.options).finish()
    }
}
