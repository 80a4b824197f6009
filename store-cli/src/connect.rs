//! Where the state is, by the command line, the environment and a file.

use std::path::PathBuf;

use store::factory::{self, StateConfig};

use crate::args::{Backend, Place};
use crate::fault::Fault;

impl Place {
    /// The settings that flags give, of a store that is there.
    pub(crate) fn config(&self) -> Result<StateConfig, Fault> {
        there(self.config_of_new()?)
    }

    /// The settings that flags give.
    pub(crate) fn config_of_new(&self) -> Result<StateConfig, Fault> {
        let mut config = StateConfig::new();
        if let Some(file) = &self.config {
            config = config.file(file);
        }
        let backend = match (self.backend, &self.db) {
            (Some(Backend::Sqlserver), Some(_)) => {
                let text = "--db is a file of SQLite: remove it, or ask for --backend sqlite";
                return Err(Fault::Usage(text.to_owned()));
            }
            (None, Some(_)) => Some(Backend::Sqlite),
            (backend, _) => backend,
        };
        config = match backend {
            Some(Backend::Sqlite) => config.backend(factory::Backend::Sqlite),
            Some(Backend::Sqlserver) => config.backend(factory::Backend::SqlServer),
            None => config,
        };
        if let Some(db) = &self.db {
            config = config.db_path(db);
        }
        if let Some(port) = self.port {
            config = config.port(port);
        }
        let set = |config: StateConfig,
                   value: &Option<String>,
                   with: fn(StateConfig, &str) -> StateConfig| match value {
            Some(value) => with(config, value),
            None => config,
        };
        config = set(config, &self.host, |config, value| config.host(value));
        config = set(config, &self.database, |config, value| config.database(value));
        config = set(config, &self.user, |config, value| config.user(value));
        config = set(config, &self.schema, |config, value| config.schema(value));
        if let Some(flag) = self.server_flags().first()
            && let Some(file) = config.sqlite_path()?
        {
            return Err(Fault::Usage(format!(
                "{flag} is of a server, and the state is in the SQLite file {}: remove it, or ask for --backend sqlserver",
                file.display()
            )));
        }
        Ok(config)
    }

    /// The schema that the tables have on SQL Server, whether or not the state is there.
    pub(crate) fn schema(&self) -> Result<String, Fault> {
        let config = match &self.config {
            Some(file) => StateConfig::new().file(file),
            None => StateConfig::new(),
        };
        match &self.schema {
            Some(schema) => Ok(schema.clone()),
            None => Ok(config.schema_name()?),
        }
    }

    /// The flags that are given and say something of a server.
    fn server_flags(&self) -> Vec<&'static str> {
        let flags = [
            ("--host", self.host.is_some()),
            ("--port", self.port.is_some()),
            ("--database", self.database.is_some()),
            ("--user", self.user.is_some()),
            ("--schema", self.schema.is_some()),
        ];
        flags.into_iter().filter(|(_, given)| *given).map(|(flag, _)| flag).collect()
    }
}

/// Holds a store to being there: otherwise a word that is mistyped would make a new file.
fn there(config: StateConfig) -> Result<StateConfig, Fault> {
    match config.sqlite_path()?.filter(|file| factory::is_missing(file)) {
        None => Ok(config.existing()),
        Some(file) => Err(Fault::Usage(format!(
            "{0} is not there: name the file of a store with --db, or make one with `store init --db {0}`",
            file.display()
        ))),
    }
}

/// One of two databases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// `sqlite:FILE`
    Sqlite(PathBuf),
    /// `sqlserver`: the one of the flags and of the environment.
    SqlServer,
    /// `config:FILE`
    Config(PathBuf),
}

impl End {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            None if text == "sqlserver" => Ok(Self::SqlServer),
            Some(("sqlite", file)) if !file.is_empty() => Ok(Self::Sqlite(file.into())),
            Some(("config", file)) if !file.is_empty() => Ok(Self::Config(file.into())),
            _ => Err("use sqlite:FILE, sqlserver (of the flags and the environment) or config:FILE.yaml"
                .to_owned()),
        }
    }

    /// The settings of a store that is there.
    pub(crate) fn config(&self, place: &Place) -> Result<StateConfig, Fault> {
        there(self.config_of_new(place)?)
    }

    /// The settings of a store that may yet have to be made.
    pub(crate) fn config_of_new(&self, place: &Place) -> Result<StateConfig, Fault> {
        match self {
            Self::Sqlite(file) => Ok(StateConfig::new().backend(factory::Backend::Sqlite).db_path(file)),
            Self::SqlServer => Ok(place.config_of_new()?.backend(factory::Backend::SqlServer)),
            Self::Config(file) => Ok(StateConfig::from_file(file)),
        }
    }
}

/// Refuses flags that say something of neither of two databases, which would be passed over otherwise.
pub(crate) fn check_ends(from: &End, to: &End, place: &Place) -> Result<(), Fault> {
    let refused = |flag: &str, fix: &str| Err(Fault::Usage(format!("{flag} says nothing here: {fix}")));
    let named = "--from and --to name the databases, as sqlite:FILE";
    if place.db.is_some() {
        return refused("--db", named);
    }
    if place.backend.is_some() {
        return refused("--backend", named);
    }
    let is_server = [from, to].contains(&&End::SqlServer);
    if let Some(flag) = place.server_flags().first().filter(|_| !is_server) {
        return refused(flag, "it is of a database that --from or --to names as sqlserver");
    }
    if place.config.is_some() && !is_server {
        return refused("--config", "name the file as config:FILE.yaml");
    }
    Ok(())
}

/// Whether two settings name one database.
pub(crate) fn is_same(one: &StateConfig, other: &StateConfig) -> Result<bool, Fault> {
    match (one.sqlite_path()?, other.sqlite_path()?) {
        // The paths may be different ones of one file.
        (Some(one), Some(other)) => Ok(one == other || same_file::is_same_file(one, other).unwrap_or(false)),
        _ => Ok(one.describe()? == other.describe()?),
    }
}
