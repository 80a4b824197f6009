//! Opens the store that the connection options name, and closes it after the command.

use store::Error;
use store::factory::{AnyDatabase, StateConfig, create_state_store};
use store::state::StateStore;

use crate::connection_args::ConnectionArgs;
use crate::error::CliError;
use crate::output::Output;
use crate::warnings;

/// Runs a command that writes to an existing store; no tables are created.
pub(super) async fn with_store(
    connection: &ConnectionArgs,
    command: impl AsyncFnOnce(&StateStore<AnyDatabase>) -> Result<Output, CliError>,
) -> Result<Output, CliError> {
    run(connection.existing_config()?, command).await
}

/// Runs a command that only reads an existing store; a SQLite file is opened read-only.
pub(super) async fn with_read_only_store(
    connection: &ConnectionArgs,
    command: impl AsyncFnOnce(&StateStore<AnyDatabase>) -> Result<Output, CliError>,
) -> Result<Output, CliError> {
    run(connection.existing_config()?.read_only(), command).await
}

async fn run(
    config: StateConfig,
    command: impl AsyncFnOnce(&StateStore<AnyDatabase>) -> Result<Output, CliError>,
) -> Result<Output, CliError> {
    let store = create_state_store(config.auto_init(false)).await?;
    let output = command(&store).await;
    close(&store).await;
    output
}

/// Closes a store.
pub(super) async fn close(store: &StateStore<AnyDatabase>) {
    warn_if_not_closed(store.close().await);
}

/// Prints a warning if a database could not be closed. No data is lost then, so that the result of the command still counts.
pub(super) fn warn_if_not_closed(result: Result<(), Error>) {
    if let Err(error) = result {
        warnings::print(&format!("the database was not closed properly: {error}"));
    }
}
