//! The results of a run, which `--json` writes and `--compare` reads.

use serde::{Deserialize, Serialize};
use store_bench_worker::Metric;

use crate::error::Result;
use crate::machine::Machine;
use crate::samples::Samples;

/// All figures of a run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Results {
    pub(crate) machine: Machine,
    pub(crate) suites: Vec<SuiteResults>,
}

/// The figures of a suite, and the conditions under which they were measured.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(crate) struct SuiteResults {
    pub(crate) name: String,
    /// Sizes and settings, a sentence each.
    pub(crate) settings: Vec<String>,
    /// The library that the others are compared with.
    pub(crate) reference: Option<String>,
    /// What is particular to one library, and the libraries that are missing.
    pub(crate) notes: Vec<String>,
    pub(crate) samples: Samples,
    /// Whether the suite cannot run here; a note has the reason.
    #[serde(default)]
    pub(crate) is_skipped: bool,
}

impl SuiteResults {
    /// Checks that every case has a figure, and that no figure is zero but the number of `Busy` errors.
    pub(crate) fn check(&self) -> Result<()> {
        let metrics = self.samples.metrics();
        if metrics.is_empty() && !self.is_skipped {
            return Err(format!("the suite `{}` has no figures", self.name).into());
        }
        for metric in metrics.into_iter().filter(|metric| *metric != Metric::Busy) {
            for case in self.samples.cases(&[metric]) {
                for library in self.samples.libraries() {
                    let summary = self.samples.summary(library, case, metric);
                    if summary.is_some_and(|summary| !summary.least.is_normal() || !summary.most.is_normal())
                    {
                        let (suite, case, unit) = (&self.name, case.name, metric.unit());
                        return Err(format!("{suite}, {case}, {library}: no figure for {unit}").into());
                    }
                }
            }
        }
        Ok(())
    }
}
