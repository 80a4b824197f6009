//! The job of a worker.

use std::env;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// The settings of every connection: a write-ahead log that survives the end of the process, and SQLite's own defaults
/// for the rest, whatever the defaults of the library are.
pub const PRAGMAS: [&str; 6] = [
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA cache_size = -2000",
    "PRAGMA mmap_size = 0",
    "PRAGMA wal_autocheckpoint = 1000",
];

/// The argument of a worker, as JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// The SQL layer.
    Sql(SqlJob),
    /// A durable queue.
    Queue(QueueJob),
}

/// The cases of the SQL layer.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SqlJob {
    /// The database, which does not exist yet.
    pub file: PathBuf,
    /// The number of rows.
    pub rows: usize,
    /// The statements that create the table and its indexes.
    pub schema: Vec<String>,
    /// The statement that claims rows; its parameter is the limit.
    pub claim: String,
}

/// Enqueueing items and processing them in several tasks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct QueueJob {
    /// The folder for the databases.
    pub folder: PathBuf,
    /// The number of items in each queue.
    pub items: usize,
    /// The number of concurrent tasks.
    pub tasks: usize,
    /// The numbers of items that a task claims at once, each on a queue of its own.
    pub batches: Vec<u32>,
}

impl SqlJob {
    /// Returns the statements that a new connection executes: the [`PRAGMAS`], and those that create the table.
    pub fn setup(&self) -> impl Iterator<Item = &str> {
        PRAGMAS.into_iter().chain(self.schema.iter().map(String::as_str))
    }
}

impl Job {
    /// Parses the last argument of the process.
    ///
    /// # Panics
    ///
    /// When the argument is no job.
    #[must_use]
    pub fn from_arguments() -> Self {
        let argument = env::args().next_back().unwrap_or_default();
        serde_json::from_str(&argument).unwrap_or_else(|error| panic!("the argument is no job: {error}"))
    }
}
