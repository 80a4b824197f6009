//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// Measure store next to hand-written rusqlite and other libraries, each in a process of its own
#[derive(Debug, Parser)]
#[command(name = "store-bench", args_conflicts_with_subcommands = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Internal>,
    /// Suites to run
    #[arg(value_enum, default_value = "all")]
    pub(crate) suites: Vec<Suite>,
    #[command(flatten)]
    pub(crate) sizes: Sizes,
    /// Write all figures of all rounds to this file
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
    /// Write SVG plots to this folder
    #[arg(long, value_name = "DIR")]
    pub(crate) plot: Option<PathBuf>,
    /// Replace the tables and plots of these suites on this page
    #[arg(long, value_name = "FILE")]
    pub(crate) page: Option<PathBuf>,
    /// Print the figures next to those of an earlier run, which --json has written
    #[arg(long, value_name = "FILE")]
    pub(crate) compare: Option<PathBuf>,
}

/// What a process of this program does for another.
#[derive(Debug, Subcommand)]
pub(crate) enum Internal {
    /// Run one job with one library and print the figures as JSON
    #[command(hide = true)]
    Worker {
        library: String,
        /// The job, as JSON
        job: String,
    },
}

/// A group of cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Suite {
    /// The SQL layer
    Sql,
    /// The state store next to other queues
    Queue,
    /// Latencies and the rate of bulk enqueue while the state store grows
    Growth,
    /// Several processes on one file
    Processes,
    /// The resident memory of long operations
    Memory,
    /// Calls of store-mssql next to tiberius, on a mock server
    Client,
    /// Draining a queue on the SQL Server that STORE_TEST_MSSQL names
    Mssql,
    /// Compile time of the derives and of a small application
    Compile,
    /// Every suite
    All,
}

impl Suite {
    /// Every suite, in order.
    pub(crate) const EACH: [Self; 8] = [
        Self::Sql,
        Self::Queue,
        Self::Growth,
        Self::Processes,
        Self::Memory,
        Self::Client,
        Self::Mssql,
        Self::Compile,
    ];
}

/// How much is measured.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Sizes {
    /// Number of rounds; every library runs once in a round
    #[arg(long, default_value_t = 5)]
    pub(crate) rounds: usize,
    /// Number of rows of the SQL cases
    #[arg(long, default_value_t = 30_000)]
    pub(crate) rows: usize,
    /// Number of items of the queue cases
    #[arg(long, default_value_t = 20_000)]
    pub(crate) items: usize,
    /// Let the suite `growth` grow to 10 million items
    #[arg(long)]
    pub(crate) large: bool,
    /// Leave out the libraries of `bench/peers`, which take minutes to build
    #[arg(long)]
    pub(crate) without_peers: bool,
    /// Check that everything runs: one round of tiny sizes
    #[arg(long)]
    pub(crate) quick: bool,
}

impl Sizes {
    /// Returns the sizes with those of `--quick` applied.
    pub(crate) fn resolved(self) -> Self {
        if self.quick { Self { rounds: 1, rows: 2_000, items: 200, ..self } } else { self }
    }
}
