//! Parameters of a claim.

use std::time::Duration;

use crate::Error;
use crate::state::durations::lease_milliseconds;
use crate::state::{RunId, Source};

/// Parameters of a claim: worker, limit, lease, sources, run.
///
/// ```
/// use std::time::Duration;
/// use store::state::{ClaimRequest, RunId, Source};
///
/// let request = ClaimRequest::new("worker-1")
///     .limit(16)
///     .lease(Duration::from_secs(60))
///     .source(&Source::new("mediawiki", "wikipedia"))
///     .run(RunId::from("nightly-7"));
/// # let _ = request;
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "a request claims nothing until it is passed to `claim`"]
pub struct ClaimRequest {
    pub(super) worker: String,
    pub(super) limit: u32,
    lease: Option<Duration>,
    pub(super) sources: Option<Vec<String>>,
    pub(super) run: Option<RunId>,
}

impl ClaimRequest {
    /// Creates a request of a worker for one item of any source.
    ///
    /// The name must be unique among the workers, and the same after a restart: a restarted worker reclaims its items
    /// by its name.
    pub fn new(worker: impl Into<String>) -> Self {
        Self { worker: worker.into(), limit: 1, lease: None, sources: None, run: None }
    }

    /// Sets the maximum number of items. Default: 1.
    pub fn limit(mut self, items: u32) -> Self {
        self.limit = items;
        self
    }

    /// Sets the duration of the lease: from 1 ms to 24 days. Default: the lease of the store.
    pub fn lease(mut self, lease: Duration) -> Self {
        self.lease = Some(lease);
        self
    }

    /// Adds a source to claim from. Default: all sources.
    pub fn source(mut self, source: &Source) -> Self {
        self.sources.get_or_insert_default().push(source.key());
        self
    }

    /// Sets the run that the outcomes of the items count for. Default: the run of each item.
    pub fn run(mut self, run: RunId) -> Self {
        self.run = Some(run);
        self
    }

    /// Returns the lease, also in milliseconds.
    pub(super) fn lease_or(&self, default: Duration) -> Result<(Duration, i32), Error> {
        let lease = self.lease.unwrap_or(default);
        Ok((lease, lease_milliseconds(lease)?))
    }
}
