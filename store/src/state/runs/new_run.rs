//! A run to start.

use super::{IngestRun, RunStatus};
use crate::state::RunId;
use crate::state::clock::now;

/// A run to start.
///
/// ```
/// use serde_json::json;
/// use store::state::{NewRun, RunId, dedupe_hash};
///
/// let run = NewRun::new("nightly crawl")
///     .parent(RunId::from("nightly-7"))
///     .config_hash(dedupe_hash(&["depth=3"]))
///     .metadata(json!({ "host": "crawler-1" }));
/// # let _ = run;
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a run does not begin until it is started"]
pub struct NewRun(pub(super) IngestRun);

impl NewRun {
    /// Creates a run of the job with this name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(IngestRun {
            run_id: RunId::new(),
            parent_run_id: None,
            name: name.into(),
            status: RunStatus::Running,
            config_hash: None,
            metadata: None,
            error_message: None,
            batches: 0,
            started_at: now(),
            finished_at: None,
        })
    }

    /// Sets the run that this run repeats or continues.
    pub fn parent(mut self, run: RunId) -> Self {
        self.0.parent_run_id = Some(run);
        self
    }

    /// Sets the SHA-256 of the configuration.
    pub fn config_hash(mut self, hash: [u8; 32]) -> Self {
        self.0.config_hash = Some(hash);
        self
    }

    /// Sets additional data of the application.
    pub fn metadata(mut self, metadata: serde_json::Value) -> Self {
        self.0.metadata = Some(metadata);
        self
    }
}
