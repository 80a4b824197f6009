//! The settings of a runner.

use std::sync::Arc;
use std::time::Duration;

use super::event::Event;
use super::shutdown::Shutdown;
use crate::Error;
use crate::state::{RunId, Source, lease_milliseconds, out_of_range};

pub(super) struct Settings {
    pub(super) name: String,
    pub(super) workers: usize,
    pub(super) batch: u32,
    pub(super) limit: Option<u64>,
    pub(super) lease: Option<Duration>,
    pub(super) sources: Vec<Source>,
    pub(super) run: Option<RunId>,
    pub(super) poll_interval: Duration,
    pub(super) heartbeat_interval: Duration,
    pub(super) shutdown: Shutdown,
    pub(super) on_event: Arc<dyn Fn(&Event<'_>) + Send + Sync>,
}

impl Settings {
    pub(super) fn new(name: String) -> Self {
        Self {
            name,
            workers: 1,
            batch: 1,
            limit: None,
            lease: None,
            sources: Vec::new(),
            run: None,
            poll_interval: Duration::from_millis(500),
            heartbeat_interval: Duration::from_secs(30),
            shutdown: Shutdown::new(),
            on_event: Arc::new(|_| {}),
        }
    }

    /// Checks that the durations are in their ranges.
    pub(super) fn check(&self) -> Result<(), Error> {
        if let Some(lease) = self.lease {
            lease_milliseconds(lease)?;
        }
        let intervals =
            [("`poll_interval`", self.poll_interval), ("`heartbeat_interval`", self.heartbeat_interval)];
        match intervals.into_iter().find(|(_, interval)| interval.as_millis() == 0) {
            Some((name, interval)) => Err(out_of_range(name, interval, "1 ms or more")),
            None => Ok(()),
        }
    }
}
