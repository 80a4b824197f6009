//! The change since an earlier run.

use store_bench_worker::Metric;

use crate::results::SuiteResults;
use crate::samples::Case;

/// A figure in both runs.
pub(crate) struct Change<'r> {
    pub(crate) library: &'r str,
    pub(crate) case: Case<'r>,
    pub(crate) metric: Metric,
    pub(crate) before: f64,
    pub(crate) after: f64,
}

/// Returns the medians that both runs of a suite have.
pub(crate) fn changes<'r>(before: &'r SuiteResults, after: &'r SuiteResults) -> Vec<Change<'r>> {
    let mut changes = Vec::new();
    for metric in after.samples.metrics() {
        for case in after.samples.cases(&[metric]) {
            for library in after.samples.libraries() {
                let median =
                    |suite: &SuiteResults| Some(suite.samples.summary(library, case, metric)?.median);
                if let (Some(before), Some(after)) = (median(before), median(after)) {
                    changes.push(Change { library, case, metric, before, after });
                }
            }
        }
    }
    changes
}
