//! What a worker is asked to do.

use std::env;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

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
