//! Where the state is, by the command line, the environment and a file.

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
