//! The command line.

use std::path::PathBuf;

use clap::{Args as Flags, Parser, Subcommand, ValueEnum};

/// Looks after the state of crawls and ingestions.
///
/// What no flag says comes from the environment, then from the file: DB_BACKEND, SQLITE_PATH, SQLSERVER_HOST and so on; the
/// password of SQL Server comes from there only.
#[derive(Debug, Parser)]
#[command(name = "store", version)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Tells it as one line of JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Where the state is.
#[derive(Debug, Flags)]
pub(crate) struct Place {
    /// The kind of database.
    #[arg(long, global = true, value_enum)]
    pub(crate) backend: Option<Backend>,
    /// The file of SQLite; asks for `--backend sqlite`.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) db: Option<PathBuf>,
    /// A YAML file with the settings.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// The server.
    #[arg(long, global = true)]
    pub(crate) host: Option<String>,
    /// The port of the server.
    #[arg(long, global = true)]
    pub(crate) port: Option<u16>,
    /// The database on the server.
    #[arg(long, global = true)]
    pub(crate) database: Option<String>,
    /// The user on the server.
    #[arg(long, global = true)]
    pub(crate) user: Option<String>,
    /// The schema on the server.
    #[arg(long, global = true)]
    pub(crate) schema: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Backend {
    Sqlite,
    Sqlserver,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Compares the tables of the database with the structs of the program.
    Check,
    /// How many items there are, and how fast it goes.
    Stats {
        /// Over how many of the last seconds the speed is taken.
        #[arg(long, default_value_t = 600, value_name = "SECONDS")]
        over: u32,
    },
    /// The newest runs.
    Runs {
        /// At most so many.
        #[arg(long, default_value_t = 20)]
        limit: u32,
        /// Only those of this name.
        #[arg(long)]
        name: Option<String>,
    },
    /// The workers that gave a sign of life.
    Workers {
        /// Within so many of the last seconds.
        #[arg(long, default_value_t = 300, value_name = "SECONDS")]
        within: u32,
    },
    /// Gives no more items out; workers wait.
    Pause(Target),
    /// Gives no more items out; workers end when what they have is done.
    Drain(Target),
    /// Gives items out again.
    Resume(Target),
}

/// What is paused, drained or resumed.
#[derive(Debug, Flags)]
pub(crate) struct Target {
    /// One source, as `http/docs`; all without.
    pub(crate) source: Option<String>,
    /// Why.
    #[arg(long)]
    pub(crate) reason: Option<String>,
}
