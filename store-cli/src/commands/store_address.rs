//! The values of `--from` and `--to`: `sqlite:FILE`, `sqlserver` or `config:FILE`.

use std::path::{Path, PathBuf};

use store::factory::{self, StateConfig};

use crate::connection_args::{ConnectionArgs, require_existing};
use crate::error::CliError;

/// The address of one of the two stores of a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum StoreAddress {
    /// `sqlite:FILE`
    Sqlite(PathBuf),
    /// `sqlserver`: the server of the connection options and the environment.
    SqlServer,
    /// `config:FILE`: the store of a configuration file.
    Config(PathBuf),
}

impl StoreAddress {
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            None if text == "sqlserver" => Ok(Self::SqlServer),
            Some(("sqlite", file)) if !file.is_empty() => Ok(Self::Sqlite(file.into())),
            Some(("config", file)) if !file.is_empty() => Ok(Self::Config(file.into())),
            _ => Err("use sqlite:FILE, sqlserver (with the connection options and the environment) or \
                      config:FILE.yaml"
                .to_owned()),
        }
    }

    /// Returns the settings of a store that exists.
    pub(super) fn existing_config(&self, connection: &ConnectionArgs) -> Result<StateConfig, CliError> {
        require_existing(self.config(connection)?)
    }

    /// Returns the settings of a store that may have to be created.
    pub(super) fn config(&self, connection: &ConnectionArgs) -> Result<StateConfig, CliError> {
        match self {
            Self::Sqlite(file) => Ok(StateConfig::new().backend(factory::Backend::Sqlite).db_path(file)),
            Self::SqlServer => Ok(connection.config()?.backend(factory::Backend::SqlServer)),
            Self::Config(file) => Ok(StateConfig::from_file(file)),
        }
    }

    pub(super) fn sqlite_file(&self) -> Option<&Path> {
        match self {
            Self::Sqlite(file) => Some(file),
            Self::SqlServer | Self::Config(_) => None,
        }
    }
}

/// Refuses connection options that apply to neither store, and would be ignored.
pub(super) fn refuse_unused_options(
    from: &StoreAddress,
    to: &StoreAddress,
    connection: &ConnectionArgs,
) -> Result<(), CliError> {
    let refuse =
        |option: &str, fix: &str| Err(CliError::usage(format!("{option} has no effect here: {fix}")));
    let fix = "name the databases with --from and --to, as in `--from sqlite:state.db`";
    if connection.db.is_some() {
        return refuse("--db", fix);
    }
    if connection.backend.is_some() {
        return refuse("--backend", fix);
    }
    let has_server = [from, to].contains(&&StoreAddress::SqlServer);
    if let Some(option) = connection.server_options().first().filter(|_| !has_server) {
        return refuse(option, "it applies to a store that --from or --to names as `sqlserver`");
    }
    if connection.config.is_some() && !has_server {
        return refuse("--config", "name the file as in `--from config:FILE.yaml`");
    }
    Ok(())
}

/// Returns whether the settings are of one database.
pub(super) fn is_same_database(one: &StateConfig, other: &StateConfig) -> Result<bool, CliError> {
    match (one.sqlite_path()?, other.sqlite_path()?) {
        // A file can have several paths, for example through a link.
        (Some(one), Some(other)) => Ok(one == other || same_file::is_same_file(one, other).unwrap_or(false)),
        _ => Ok(one.describe()? == other.describe()?),
    }
}
