//! The results of a run, which `--json` writes and `--compare` reads.

use serde::{Deserialize, Serialize};
use store_bench_worker::Metric;

use crate::error::Result;
use crate::machine::Machine;
use crate::samples::{Case, Samples};

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
    /// The particulars of single libraries, and the libraries that are missing.
    pub(crate) notes: Vec<String>,
    pub(crate) samples: Samples,
    /// Whether the suite cannot run here; a note has the reason.
    #[serde(default)]
    pub(crate) is_skipped: bool,
    /// Every figure that the suite must have.
    #[serde(skip)]
    pub(crate) expected: Vec<Expected>,
}

/// A figure that a suite must have.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    library: String,
    case: String,
    size: Option<u64>,
    metric: Metric,
}

impl SuiteResults {
    /// Requires a figure of each metric for a case of a library.
    pub(crate) fn expect(&mut self, library: &str, case: &str, metrics: &[Metric]) {
        self.expect_at(library, case, None, metrics);
    }

    /// Requires a figure of each metric for a case of a library at a size.
    pub(crate) fn expect_at(&mut self, library: &str, case: &str, size: Option<u64>, metrics: &[Metric]) {
        self.expected.extend(metrics.iter().map(|metric| Expected {
            library: library.to_owned(),
            case: case.to_owned(),
            size,
            metric: *metric,
        }));
    }

    /// Checks that the suite has every figure that it must have, and that none is zero but the number of `Busy` errors.
    ///
    /// # Errors
    ///
    /// When a figure is missing or zero.
    pub(crate) fn check(&self) -> Result<()> {
        if self.is_skipped {
            return Ok(());
        }
        if self.expected.is_empty() {
            return Err(format!("the suite `{}` expects no figures", self.name).into());
        }
        for Expected { library, case, size, metric } in &self.expected {
            let summary = self.samples.summary(library, Case { name: case, size: *size }, *metric);
            let is_valid = |value: f64| value.is_normal() || *metric == Metric::Busy;
            if !summary.is_some_and(|summary| is_valid(summary.least) && is_valid(summary.most)) {
                let (suite, unit) = (&self.name, metric.unit());
                return Err(format!("{suite}, {case}, {library}: no figure for {unit}").into());
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use store_bench_worker::{Figure, Metric, Stopwatch};

    use super::SuiteResults;

    #[test]
    fn every_expected_figure_is_required() {
        let mut results = SuiteResults { name: "sql".to_owned(), ..SuiteResults::default() };
        assert!(results.check().is_err());
        results.expect("store", "get", &Stopwatch::METRICS);
        results.expect_at("store", "get", Some(10), &[Metric::Busy]);
        let figures = [
            Figure::new("get", Metric::PerSecond, 2.0),
            Figure::new("get", Metric::CpuMicros, 1.0),
            Figure::new("get", Metric::Busy, 0.0).at(10),
        ];
        for gap in 0..figures.len() {
            let mut partial = results.clone();
            let others = figures.iter().enumerate().filter(|(at, _)| *at != gap);
            partial.samples.extend("store", 0, others.map(|(_, figure)| figure.clone()).collect());
            // The same figure of another library does not fill the gap.
            partial.samples.extend("rusqlite", 0, figures.to_vec());
            let unit = figures[gap].metric.unit();
            assert_eq!(
                partial.check().unwrap_err().to_string(),
                format!("sql, get, store: no figure for {unit}")
            );
        }
        results.samples.extend("store", 0, figures.to_vec());
        results.check().unwrap();
        results.samples.extend("store", 1, vec![Figure::new("get", Metric::PerSecond, 0.0)]);
        assert!(results.check().is_err());
    }

    #[test]
    fn a_skipped_suite_needs_no_figure() {
        let mut results = SuiteResults { is_skipped: true, ..SuiteResults::default() };
        results.expect("store", "drain", &[Metric::PerSecond]);
        results.check().unwrap();
    }
}
