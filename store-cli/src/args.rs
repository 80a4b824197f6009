//! The command line.

use std::path::PathBuf;

use clap::{Args as Flags, Parser, Subcommand, ValueEnum};
use store::state::Status;

use crate::commands::{Adopt, Check, Copy, Ddl, Enqueue, Export, Import, Man, Prune, Stats};

/// What scripts go by.
const CODES: &str = "\
Exit codes:
  0  success
  1  findings: drift, a failed check, an item that does not exist, a refused seed, a dry run that needs --yes
  2  error: standard error says what failed and how to fix it";

/// Manage the state of crawls and ingestions
///
/// Settings come from options, then from environment variables (DB_BACKEND, SQLITE_PATH,
/// SQLSERVER_HOST, …), then from the file of --config. The password of SQL Server has no option,
/// so that no list of processes shows it: set SQLSERVER_PASSWORD, or write it to the file.
#[derive(Debug, Parser)]
#[command(name = "store", version, verbatim_doc_comment, after_help = CODES)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Print the result as one line of JSON
    #[arg(long, global = true, help_heading = "Output options")]
    pub(crate) json: bool,
    /// Print no warnings
    #[arg(long, global = true, help_heading = "Output options")]
    pub(crate) quiet: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Where the state is.
#[derive(Debug, Flags)]
#[command(next_help_heading = "Connection options")]
pub(crate) struct Place {
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

// A group of commands is an enum, from which `help` takes its list. The comments of these enums are no documentation:
// clap would show it as the help of the program.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    #[command(flatten)]
    SetUp(SetUp),
    #[command(flatten)]
    Queue(Queue),
    #[command(flatten)]
    ConnectionExt(ConnectionExt),
    #[command(flatten)]
    Data(Data),
    #[command(flatten)]
    Help(Help),
}

#[derive(Debug, Subcommand)]
pub(crate) enum SetUp {
    /// Create the SQLite file or the schema on the server, and the missing tables
    ///
    /// Existing tables stay as they are. If one of them is not as the program needs it, the exit
    /// code is 1.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  store init --db state.db
  store init --backend sqlserver --host db.example --database Crawls --user crawler"
    )]
    Init,
    /// Compare the tables with what the program needs; print or apply the repair
    ///
    /// The comparison covers columns (type, NULL, collation, default), keys, indexes, checks and
    /// foreign keys. Settings of the database that could be better are printed as well. Additions
    /// such as a custom nullable column are printed and are no findings.
    ///
    /// Nothing is changed without --apply. With it, a table whose repair fails stays as it was;
    /// the tables repaired before it stay repaired, and the exit code is 1. If --apply creates the
    /// table of counters that `store stats` reads, it also counts the items, unless workers are
    /// active. JSON output has all statements as `script`, those that were run as `applied`, and
    /// the table whose repair failed as `failed`, with the error.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  store check --db state.db
  store check --apply --db state.db"
    )]
    Check(Check),
    /// Write the scripts that create the tables
    ///
    /// No database is needed. On SQL Server the scripts are for the schema of the settings. The
    /// script that removes everything again is written to a folder only.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  store ddl --dialect sqlite
  store ddl --dialect sqlserver --schema staging --out scripts"
    )]
    Ddl(Ddl),
    /// Test the connection, the schema, writes and dedupe on the database itself
    ///
    /// Prints a line for each check, also when the connection fails. All writes are in one
    /// transaction that is rolled back, so that active workers never see them, and nothing is left
    /// behind even if the program is killed.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  store smoketest --db state.db"
    )]
    Smoketest,
    /// Import work items from the legacy Python state store
    ///
    /// The old rows are read from a SQLite file and stay as they are. On SQL Server, without
    /// --from, the old table is converted in place. With --dry-run the exit code is 1 if rows
    /// cannot be imported.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  store adopt --from old.db --dry-run --db new.db
  store adopt --from old.db --yes --db new.db"
    )]
    Adopt(Adopt),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Queue {
    /// Add seeds to the queue
    ///
    /// Seeds are URLs, one per line; JSON lines; or a list in YAML. They are read from files, which
    /// may be compressed with gzip or zstd, or from standard input. Seeds that are in the queue
    /// already are not added twice, so that running the command again is safe.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  store enqueue urls.txt --db state.db
  store enqueue seeds.jsonl seeds.yaml --priority 10 --db state.db"
    )]
    Enqueue(Enqueue),
    /// Put finished items back in the queue for a new run
    ///
    /// The parent of the new run is the newest run with the same name, or without --run the newest
    /// of all. --into continues a re-crawl that was interrupted.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  store recrawl --dry-run --db state.db
  store recrawl --status failed --status skipped --yes --db state.db"
    )]
    Recrawl(Recrawl),
    /// List, show and change single items
    #[command(
        subcommand,
        after_help = "\
Examples:
  store items list --db state.db"
    )]
    Items(Items),
    /// Stop handing out items; workers keep waiting
    #[command(after_help = "\
Examples:
  store pause --db state.db
  store pause http/docs --reason \"site is down\" --db state.db")]
    Pause(Target),
    /// Stop handing out items; workers exit when their items are done
    #[command(after_help = "\
Examples:
  store drain --reason deployment --db state.db")]
    Drain(Target),
    /// Hand out items again
    ///
    /// A pause or drain of all sources takes precedence over the state of a single source.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  store resume --db state.db
  store resume http/docs --db state.db"
    )]
    Resume {
        /// Source as in `store stats`: `http/docs` (default: all sources)
        source: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConnectionExt {
    /// Print the number of items by source and status, and the throughput
    ///
    /// The output includes the estimated time until the queue is empty, the age of the oldest
    /// pending item, and the sources that are paused or drained, with the reason. JSON output adds
    /// the delays of sources.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  store stats --db state.db
  store stats --over 3600 --json --db state.db"
    )]
    Stats(Stats),
    /// List the newest runs and their counters
    #[command(after_help = "\
Examples:
  store runs --db state.db
  store runs --name nightly --limit 5 --db state.db")]
    Runs {
        /// Print at most this number of runs
        #[arg(long, default_value_t = 20)]
        limit: u32,
        /// Print only runs with this name
        #[arg(long)]
        name: Option<String>,
    },
    /// List workers and their last heartbeat
    #[command(after_help = "\
Examples:
  store workers --db state.db
  store workers --within 3600 --db state.db")]
    Workers {
        /// Print workers with a heartbeat in this number of seconds
        #[arg(long, default_value_t = 300, value_name = "SECONDS", value_parser = clap::value_parser!(u32).range(1..))]
        within: u32,
    },
    /// Show how an item was found, the links to it, and its versions
    #[command(after_help = "\
Examples:
  store lineage ITEM --db state.db")]
    Lineage {
        /// Id of the item
        item: String,
        /// Print at most this number of links
        #[arg(long, default_value_t = 1_000)]
        limit: u32,
    },
    /// Remove old versions, links, request data and workers
    ///
    /// Finished items keep their identity and status, so that they are not fetched again as new
    /// ones. An age is a number with a unit: `30d`, `12h`.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  store prune --versions 90d --links 90d --dry-run --db state.db
  store prune --items 30d --workers 1d --yes --db state.db"
    )]
    Prune(Prune),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Data {
    /// Copy a store into another, on either backend, and compare the two
    ///
    /// STORE is `sqlite:FILE`, `sqlserver` (of the options and the environment) or
    /// `config:FILE.yaml`. The target and its tables are created. If the two differ at the end,
    /// the exit code is 1.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  store copy --from sqlite:state.db --to sqlite:copy.db
  store copy --from sqlite:state.db --to sqlserver --host db.example --database Crawls --user crawler"
    )]
    Copy(Copy),
    /// Write a store to a file of JSON lines
    ///
    /// A name that ends in `.gz` or `.zst` is compressed. Until the file is complete it is named
    /// `FILE.….partial`; Ctrl-C and SIGTERM remove it, and the next export reports one that a killed
    /// program left. If the store changed meanwhile, the exit code is 1.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  store export backup.jsonl.zst --db state.db
  store export - --live --db state.db"
    )]
    Export(Export),
    /// Load a file of `store export` into a store, and compare the two
    ///
    /// The target and its tables are created.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  store import backup.jsonl.zst --db restored.db"
    )]
    Import(Import),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Help {
    /// Print the completion script of a shell
    #[command(after_help = "\
Examples:
  store completions bash")]
    Completions {
        /// Shell that reads the script
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "\
Examples:
  store man
  store man --out man")]
    Man(Man),
}

// As the groups above.
#[derive(Debug, Subcommand)]
pub(crate) enum Items {
    /// List items in the order of their ids
    #[command(after_help = "\
Examples:
  store items list --db state.db
  store items list --status failed --limit 10 --db state.db")]
    List {
        #[command(flatten)]
        of: Filter,
        /// Print only items with this status
        #[arg(long, value_parser = status)]
        status: Option<Status>,
        /// Print only items of the run with this id
        #[arg(long)]
        run: Option<String>,
        /// Start after this item, the last one of the previous list
        #[arg(long, value_name = "ITEM")]
        after: Option<String>,
        /// Print at most this number of items
        #[arg(long, default_value_t = 50)]
        limit: u32,
    },
    /// Show everything about an item
    #[command(after_help = "\
Examples:
  store items show ITEM --db state.db")]
    Show {
        /// Id of the item
        item: String,
    },
    /// Put items back in the queue, with their failures reset
    ///
    /// If a worker holds one of the items, or one is completed, the changes are only printed, and
    /// --yes applies them.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  store items retry ITEM --db state.db
  store items retry ITEM --yes --db state.db"
    )]
    Retry {
        /// Ids of the items
        #[arg(required = true)]
        items: Vec<String>,
        /// Change also items that a worker holds, or that are completed
        #[arg(long)]
        yes: bool,
    },
    /// Mark items as not to be fetched
    ///
    /// If a worker holds one of the items, or one is completed, the changes are only printed, and
    /// --yes applies them.
    #[command(
        verbatim_doc_comment,
        after_help = "\
Examples:
  store items skip ITEM --reason \"out of scope\" --yes --db state.db"
    )]
    Skip {
        /// Ids of the items
        #[arg(required = true)]
        items: Vec<String>,
        /// Record why
        #[arg(long, default_value = "by hand")]
        reason: String,
        /// Change also items that a worker holds, or that are completed
        #[arg(long)]
        yes: bool,
    },
    /// Take items from the workers that hold them, and put them back in the queue
    #[command(after_help = "\
Examples:
  store items release ITEM --db state.db
  store items release ITEM --yes --db state.db")]
    Release {
        /// Ids of the items
        #[arg(required = true)]
        items: Vec<String>,
        /// Apply the changes (default: dry run)
        #[arg(long)]
        yes: bool,
    },
}

/// Which sources are meant; all without.
#[derive(Debug, Flags)]
pub(crate) struct Filter {
    /// Select items of this source system, as `http`
    #[arg(long)]
    pub(crate) system: Option<String>,
    /// Select items of the source with this name, as `docs`
    #[arg(long)]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Flags)]
pub(crate) struct Recrawl {
    #[command(flatten)]
    pub(crate) of: Filter,
    /// Status to re-crawl: completed, failed or skipped; may be repeated
    #[arg(long, value_parser = finished, default_value = "completed")]
    pub(crate) status: Vec<Status>,
    /// Name of the new run (default: that of the newest run)
    #[arg(long, value_name = "NAME")]
    pub(crate) run: Option<String>,
    /// Continue an interrupted re-crawl, for the run with this id
    #[arg(long, value_name = "RUN", conflicts_with = "run")]
    pub(crate) into: Option<String>,
    /// Print only the number of items
    #[arg(long)]
    pub(crate) dry_run: bool,
    /// Apply the changes (default: dry run)
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
    /// Source as in `store stats`: `http/docs` (default: all sources)
    pub(crate) source: Option<String>,
    /// Record why
    #[arg(long)]
    pub(crate) reason: Option<String>,
}
