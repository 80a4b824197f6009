//! Options that name the database of the state.

use std::path::PathBuf;

use clap::ValueEnum;
use store::factory::{self, StateConfig};

use crate::error::CliError;

/// Options that name the database of the state; other settings come from the environment and the file of `--config`.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Connection options")]
pub(crate) struct ConnectionArgs {
    /// Select the database engine
    #[arg(long, global = true, value_enum)]
    pub(crate) backend: Option<Backend>,
    /// Use this SQLite file (implies `--backend sqlite`)
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) db: Option<PathBuf>,
    /// Read settings from this YAML file
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Connect to this SQL Server host
    #[arg(long, global = true)]
    pub(crate) host: Option<String>,
    /// Connect to this port
    #[arg(long, global = true, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: Option<u16>,
    /// Use this database on the server
    #[arg(long, global = true)]
    pub(crate) database: Option<String>,
    /// Log in as this user
    #[arg(long, global = true)]
    pub(crate) user: Option<String>,
    /// Use this schema on the server
    #[arg(long, global = true)]
    pub(crate) schema: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Backend {
    Sqlite,
    Sqlserver,
}

impl ConnectionArgs {
    /// Returns the settings of a store that exists.
    pub(crate) fn existing_config(&self) -> Result<StateConfig, CliError> {
        require_existing(self.config()?)
    }

    /// Returns the settings of a store that may have to be created.
    pub(crate) fn config(&self) -> Result<StateConfig, CliError> {
        let mut config = self.file_config();
        let backend = match (self.backend, &self.db) {
            (Some(Backend::Sqlserver), Some(_)) => {
                return Err(CliError::usage(
                    "--db conflicts with --backend sqlserver: remove --db, or use --backend sqlite",
                ));
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
        if let Some(host) = &self.host {
            config = config.host(host);
        }
        if let Some(port) = self.port {
            config = config.port(port);
        }
        if let Some(database) = &self.database {
            config = config.database(database);
        }
        if let Some(user) = &self.user {
            config = config.user(user);
        }
        if let Some(schema) = &self.schema {
            config = config.schema(schema);
        }
        if let Some(option) = self.server_options().first()
            && let Some(file) = config.sqlite_path()?
        {
            return Err(CliError::usage(format!(
                "{option} applies to SQL Server, but the state is in the SQLite file {}: remove {option}, or add --backend sqlserver",
                file.display()
            )));
        }
        Ok(config)
    }

    /// Returns the schema of the tables on SQL Server, whether or not SQL Server is the backend.
    pub(crate) fn schema(&self) -> Result<String, CliError> {
        match &self.schema {
            Some(schema) => Ok(schema.clone()),
            None => Ok(self.file_config().schema_name()?),
        }
    }

    /// Returns the options given that apply to SQL Server only.
    pub(crate) fn server_options(&self) -> Vec<&'static str> {
        let options = [
            ("--host", self.host.is_some()),
            ("--port", self.port.is_some()),
            ("--database", self.database.is_some()),
            ("--user", self.user.is_some()),
            ("--schema", self.schema.is_some()),
        ];
        options.into_iter().filter(|(_, is_given)| *is_given).map(|(option, _)| option).collect()
    }

    fn file_config(&self) -> StateConfig {
        match &self.config {
            Some(file) => StateConfig::new().file(file),
            None => StateConfig::new(),
        }
    }
}

/// Refuses a SQLite file that does not exist: opening it would create an empty store under a mistyped name.
pub(crate) fn require_existing(config: StateConfig) -> Result<StateConfig, CliError> {
    match config.sqlite_path()?.filter(|file| factory::is_missing(file)) {
        None => Ok(config.existing()),
        Some(file) => Err(CliError::usage(format!(
            "SQLite file {0} not found: name an existing file with --db, or run `store init --db {0}`",
            file.display()
        ))),
    }
}
