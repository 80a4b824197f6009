//! Where the state is, by the command line, the environment and a file.

use std::path::PathBuf;

use store::factory::{self, StateConfig};

use crate::args::{Backend, Place};
use crate::fault::Fault;

impl Place {
    /// The settings that flags give, of a store that is there.
    pub(crate) fn config(&self) -> Result<StateConfig, Fault> {
        // Otherwise a word that is mistyped would make a new file.
        if let Some(db) = self.db.as_ref().filter(|db| !db.exists()) {
            return Err(Fault::Usage(format!(
                "{0} is not there: name the file of a store with --db, or make one with `store init --db {0}`",
                db.display()
            )));
        }
        self.config_of_new()
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
        Ok(config)
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
        match self {
            Self::Sqlite(file) if !file.exists() => {
                Err(Fault::Usage(format!("{} is not there: name the file of a store", file.display())))
            }
            _ => self.config_of_new(place),
        }
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
