//! The command line.

use std::path::PathBuf;

use clap::{Args as Flags, Parser, Subcommand, ValueEnum};
use store::state::Status;

use crate::commands::{Adopt, Check, Copy, Ddl, Enqueue, Export, Import, Man, Prune, Stats};

/// What scripts go by.
const CODES: &str = "\
Exit codes:
  0  all is well
  1  there are findings, or a command only tells what it would do and wants --yes
  2  the command or the connection is wrong; standard error says why and what to do";

/// Looks after the state of crawls and ingestions.
///
/// What no flag says comes from the environment, then from the file: DB_BACKEND, SQLITE_PATH, SQLSERVER_HOST and so on; the
/// password of SQL Server comes from there only.
#[derive(Debug, Parser)]
#[command(name = "store", version, after_help = CODES)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Tells it as one line of JSON.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Shows no warnings.
    #[arg(long, global = true)]
    pub(crate) quiet: bool,
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
    #[arg(long, global = true, value_parser = clap::value_parser!(u16).range(1..))]
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
    /// Compares the tables of the database with the structs of the program, and shows what would mend them.
    Check(Check),
    /// Writes the scripts that create the tables, for those who do so by hand.
    Ddl(Ddl),
    /// Creates the file of SQLite, or the schema on the server, and the tables that are not there.
    Init,
    /// Tries on the database itself what a crawl needs of it, and removes what it wrote.
    Smoketest,
    /// How many items there are, and how fast it goes.
    Stats(Stats),
    /// Puts seeds in the queue.
    Enqueue(Enqueue),
    /// The newest runs.
    Runs {
        /// At most so many.
        #[arg(long, default_value_t = 20)]
        limit: u32,
        /// Only those of this name.
        #[arg(long)]
        name: Option<String>,
    },
    /// Single items.
    #[command(subcommand)]
    Items(Items),
    /// Where an item was found, from the seed on, what else leads to it, and what was fetched of it by which run.
    Lineage {
        /// The item.
        item: String,
        /// At most so many links to it.
        #[arg(long, default_value_t = 1_000)]
        limit: u32,
    },
    /// Puts finished items back in the queue, for a new run.
    Recrawl(Recrawl),
    /// Removes what is no longer wanted.
    Prune(Prune),
    /// Copies all of a store into another, on whichever backend, and compares the two.
    Copy(Copy),
    /// Takes over the work items of the Python framework that this store comes from.
    Adopt(Adopt),
    /// Writes all of a store to a file of JSON lines.
    Export(Export),
    /// Writes what such a file holds into a store, and compares the two.
    Import(Import),
    /// The workers that gave a sign of life.
    Workers {
        /// Within so many of the last seconds.
        #[arg(long, default_value_t = 300, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
        within: u32,
    },
    /// Gives no more items out; workers wait.
    Pause(Target),
    /// Gives no more items out; workers end when what they have is done.
    Drain(Target),
    /// Gives items out again.
    Resume {
        /// One source, as `http/docs`; all without.
        source: Option<String>,
    },
    /// The script by which a shell completes this command line.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
    /// The manual page of this program.
    Man(Man),
}

/// What is done with single items.
#[derive(Debug, Subcommand)]
pub(crate) enum Items {
    /// Lists items in the order of their ids.
    List {
        #[command(flatten)]
        of: Filter,
        /// Only those that stand so.
        #[arg(long, value_parser = status)]
        status: Option<Status>,
        /// Only those of this run.
        #[arg(long)]
        run: Option<String>,
        /// Only those behind this one: the last of the list before.
        #[arg(long, value_name = "ITEM")]
        after: Option<String>,
        /// At most so many.
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Shows all of an item.
    Show {
        /// The item.
        item: String,
    },
    /// Puts items back in the queue, with no failures counted.
    Retry {
        /// The items.
        #[arg(required = true)]
        items: Vec<String>,
        /// Also those that a worker has, or that are completed.
        #[arg(long)]
        yes: bool,
    },
    /// Marks items as not to be fetched.
    Skip {
        /// The items.
        #[arg(required = true)]
        items: Vec<String>,
        /// Why.
        #[arg(long, default_value = "by hand")]
        reason: String,
        /// Also those that a worker has, or that are completed.
        #[arg(long)]
        yes: bool,
    },
    /// Takes items from the workers that have them, and puts them back in the queue.
    Release {
        /// The items.
        #[arg(required = true)]
        items: Vec<String>,
        /// Does it.
        #[arg(long)]
        yes: bool,
    },
}

/// Which sources are meant; all without.
#[derive(Debug, Flags)]
pub(crate) struct Filter {
    /// Only items of this kind of system, as `http`.
    #[arg(long)]
    pub(crate) system: Option<String>,
    /// Only items of the system of this name.
    #[arg(long)]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Flags)]
pub(crate) struct Recrawl {
    #[command(flatten)]
    pub(crate) of: Filter,
    /// Those that stand so: completed, failed or skipped. Said again, of that too.
    #[arg(long, value_parser = finished, default_value = "completed")]
    pub(crate) status: Vec<Status>,
    /// The name of the new run; that of the newest run without.
    #[arg(long, value_name = "NAME")]
    pub(crate) run: Option<String>,
    /// Continue a re-crawl that was interrupted, for the run with this id.
    #[arg(long, value_name = "RUN", conflicts_with = "run")]
    pub(crate) into: Option<String>,
    /// Only tells how many items it would be.
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Does it.
    #[arg(long)]
    pub(crate) yes: bool,
}

fn finished(text: &str) -> Result<Status, String> {
    one_of(text, Status::ALL.into_iter().filter(|status| status.is_finished()))
}

fn status(text: &str) -> Result<Status, String> {
    one_of(text, Status::ALL.into_iter())
}

fn one_of(text: &str, statuses: impl Iterator<Item = Status> + Clone) -> Result<Status, String> {
    statuses.clone().find(|status| status.as_str() == text).ok_or_else(|| {
        let names: Vec<&str> = statuses.map(|status| status.as_str()).collect();
        format!("use one of {}", names.join(", "))
    })
}

/// What is paused or drained.
#[derive(Debug, Flags)]
pub(crate) struct Target {
    /// One source, as `http/docs`; all without.
    pub(crate) source: Option<String>,
    /// Why.
    #[arg(long)]
    pub(crate) reason: Option<String>,
}
