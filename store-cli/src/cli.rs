//! The arguments of the program as a whole.

use clap::{Parser, Subcommand};

use crate::commands::{DataCommand, HelpCommand, OperationsCommand, QueueCommand, SetupCommand};
use crate::connection_args::{Backend, ConnectionArgs};
use crate::warnings::Suppressed;

const EXIT_CODES: &str = "\
Exit codes:
  0  success
  1  findings: drift, a failed check, an item that does not exist, a rejected seed, changes that need --yes
  2  error: standard error says what failed and how to fix it";

/// Manage the state of crawls and ingestions
///
/// Settings come from options, then from environment variables (DB_BACKEND, SQLITE_PATH,
/// SQLSERVER_HOST, …), then from the file of --config. The password of SQL Server has no option,
/// so that no list of processes shows it: set SQLSERVER_PASSWORD, or write it to the file.
#[derive(Debug, Parser)]
#[command(name = "store", version, verbatim_doc_comment, after_help = EXIT_CODES)]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
    /// Print the result as one line of JSON
    #[arg(long, global = true, help_heading = "Output options")]
    pub(crate) json: bool,
    /// Print no warnings
    #[arg(long, global = true, help_heading = "Output options")]
    pub(crate) quiet: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

// No doc comment: clap would take it for the help of the program.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(flatten)]
    Setup(SetupCommand),
    #[command(flatten)]
    Queue(QueueCommand),
    #[command(flatten)]
    Operations(OperationsCommand),
    #[command(flatten)]
    Data(DataCommand),
    #[command(flatten)]
    Help(HelpCommand),
}

impl Cli {
    /// Returns the warnings that would only repeat the command line.
    pub(crate) fn suppressed_warnings(&self) -> Suppressed {
        let is_sqlite = self.connection.backend == Some(Backend::Sqlite);
        let mut suppressed = Suppressed { sqlite: is_sqlite, ..Suppressed::default() };
        if let Some(file) = &self.connection.db {
            suppressed.add_file(file);
        }
        match &self.command {
            Command::Setup(command) => command.suppress_warnings(&mut suppressed),
            Command::Data(command) => command.suppress_warnings(&mut suppressed),
            Command::Queue(_) | Command::Operations(_) | Command::Help(_) => {}
        }
        suppressed
    }
}
