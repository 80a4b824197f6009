//! Figures: what one measurement of one case yields.

use serde::{Deserialize, Serialize};

/// The unit of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// Rows or items per second of elapsed time.
    PerSecond,
    /// Elapsed microseconds per row or item.
    Micros,
    /// Microseconds of CPU time of the process, all threads, per row or item.
    CpuMicros,
    /// The median latency of a call, in microseconds.
    P50Micros,
    /// The latency that one call in a hundred exceeds, in microseconds.
    P99Micros,
    /// The longest latency of all calls, in milliseconds.
    LongestMillis,
    /// Growth of the resident memory, in MiB.
    Mebibytes,
    /// Seconds of CPU time.
    CpuSeconds,
    /// Milliseconds of CPU time per struct.
    CpuMillis,
    /// A number of items.
    Items,
    /// Elapsed seconds.
    Seconds,
    /// Calls that failed because another process held the lock.
    Busy,
    /// Requests to a server.
    Requests,
    /// Memory allocations per call.
    Allocations,
}

impl Metric {
    /// Returns the unit as the header of a column shows it.
    #[must_use]
    pub fn unit(self) -> &'static str {
        match self {
            Self::PerSecond => "per second",
            Self::Micros => "µs each",
            Self::CpuMicros => "CPU µs each",
            Self::P50Micros => "p50 µs",
            Self::P99Micros => "p99 µs",
            Self::LongestMillis => "longest call, ms",
            Self::Mebibytes => "MiB",
            Self::CpuSeconds => "CPU s",
            Self::CpuMillis => "CPU ms",
            Self::Items => "items",
            Self::Seconds => "seconds",
            Self::Busy => "`Busy` errors",
            Self::Requests => "requests",
            Self::Allocations => "allocations",
        }
    }
}

/// One measured value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// The case within the suite, such as `get by key`.
    pub case: String,
    /// The size of the database, for cases that are measured at several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<u64>,
    /// The unit.
    pub metric: Metric,
    /// The value.
    pub value: f64,
}

impl Figure {
    /// Creates a figure.
    pub fn new(case: impl Into<String>, metric: Metric, value: f64) -> Self {
        Self { case: case.into(), size: None, metric, value }
    }

    /// Sets the size of the database.
    #[must_use]
    pub fn at(mut self, size: u64) -> Self {
        self.size = Some(size);
        self
    }
}
