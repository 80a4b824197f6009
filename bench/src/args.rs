//! The command line.

use std::path::PathBuf;

use clap::builder::RangedU64ValueParser;
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
    #[arg(long, value_name = "FILE", conflicts_with_all = ["quick", "without_peers"])]
    pub(crate) page: Option<PathBuf>,
    /// Print the figures next to those of an earlier run, which --json has written
    #[arg(long, value_name = "FILE")]
    pub(crate) compare: Option<PathBuf>,
}

/// The work of a process that this program starts.
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
    /// The state store with other options of SQLite
    Options,
    /// The resident memory of long operations
    Memory,
    /// Calls of store-mssql next to tiberius, on a mock server
    Client,
    /// Draining a queue and inserting rows on the SQL Server that STORE_TEST_MSSQL names
    Mssql,
    /// Compile time of the derives and of a small application
    Compile,
    /// Compile time of each word of the derives
    Words,
    /// Every suite
    All,
}

impl Suite {
    /// Every suite, in order.
    pub(crate) const EACH: [Self; 10] = [
        Self::Sql,
        Self::Queue,
        Self::Growth,
        Self::Processes,
        Self::Options,
        Self::Memory,
        Self::Client,
        Self::Mssql,
        Self::Compile,
        Self::Words,
    ];
}

/// How much is measured.
#[derive(Clone, Copy, Debug, clap::Args)]
pub(crate) struct Sizes {
    /// Number of rounds; every library runs once in a round
    #[arg(long, default_value_t = 5, value_parser = at_least(1))]
    pub(crate) rounds: usize,
    /// Number of rows of the SQL cases
    #[arg(long, default_value_t = 30_000, value_parser = at_least(1_000))]
    pub(crate) rows: usize,
    /// Number of items of the queue cases
    #[arg(long, default_value_t = 20_000, value_parser = at_least(100))]
    pub(crate) items: usize,
    /// Let the suite `growth` grow to 10 million items, in one round
    #[arg(long)]
    pub(crate) large: bool,
    /// Leave out the libraries of `bench/peers`, which take minutes to build
    #[arg(long)]
    pub(crate) without_peers: bool,
    /// Check that everything runs: one round of tiny sizes
    #[arg(long)]
    pub(crate) quick: bool,
    /// Whether the figures are for a page, on which no library may be missing.
    #[arg(skip)]
    pub(crate) are_for_page: bool,
}

fn at_least(number: u64) -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(number..)
}

impl Args {
    /// Returns the sizes with those of `--quick` applied.
    pub(crate) fn resolved_sizes(&self) -> Sizes {
        let sizes = Sizes { are_for_page: self.page.is_some(), ..self.sizes };
        if sizes.quick { Sizes { rounds: 1, rows: 2_000, items: 200, ..sizes } } else { sizes }
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::Args;

    fn is_accepted(arguments: &str) -> bool {
        Args::try_parse_from(arguments.split(' ')).is_ok()
    }

    #[test]
    fn sizes_have_a_least_value() {
        assert!(is_accepted("store-bench sql --rounds 1 --rows 1000 --items 100"));
        for too_small in ["--rounds 0", "--rows 999", "--items 99"] {
            assert!(!is_accepted(&format!("store-bench sql {too_small}")), "{too_small}");
        }
    }

    #[test]
    fn a_page_has_the_figures_of_a_whole_run() {
        assert!(is_accepted("store-bench --page p.md"));
        for partial in ["--quick", "--without-peers"] {
            assert!(!is_accepted(&format!("store-bench --page p.md {partial}")), "{partial}");
        }
    }
}
