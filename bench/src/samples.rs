//! The figures of all rounds of a suite, and the statistics over them.

use serde::{Deserialize, Serialize};
use store_bench_worker::{Figure, Metric};

/// A figure, with the library and the round that it is from.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Sample {
    pub(crate) library: String,
    pub(crate) round: usize,
    #[serde(flatten)]
    pub(crate) figure: Figure,
}

/// All figures of a suite.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Samples(Vec<Sample>);

/// A case, at one size if it is measured at several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Case<'s> {
    pub(crate) name: &'s str,
    pub(crate) size: Option<u64>,
}

/// The values of one case of one library in all rounds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Summary {
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) most: f64,
}

impl Samples {
    /// Adds the figures of a round.
    pub(crate) fn extend(&mut self, library: &str, round: usize, figures: Vec<Figure>) {
        let sample = |figure| Sample { library: library.to_owned(), round, figure };
        self.0.extend(figures.into_iter().map(sample));
    }

    /// Returns the metrics, in the order of their first figure.
    pub(crate) fn metrics(&self) -> Vec<Metric> {
        distinct(self.0.iter().map(|sample| sample.figure.metric))
    }

    /// Returns the libraries, in the order of their first figure.
    pub(crate) fn libraries(&self) -> Vec<&str> {
        distinct(self.0.iter().map(|sample| sample.library.as_str()))
    }

    /// Returns the cases that have a figure of one of these metrics, in the order of their first figure.
    pub(crate) fn cases(&self, metrics: &[Metric]) -> Vec<Case<'_>> {
        let with = self.0.iter().filter(|sample| metrics.contains(&sample.figure.metric));
        distinct(with.map(|sample| Case { name: &sample.figure.case, size: sample.figure.size }))
    }

    /// Returns the statistics over all rounds, if there is a figure.
    pub(crate) fn summary(&self, library: &str, case: Case<'_>, metric: Metric) -> Option<Summary> {
        let values = self.values(library, case, metric).map(|(_, value)| value).collect();
        let sorted = sorted(values);
        Some(Summary { median: median(&sorted)?, least: *sorted.first()?, most: *sorted.last()? })
    }

    /// Returns the median of the ratios of two libraries in the same round.
    pub(crate) fn ratio(
        &self,
        library: &str,
        reference: &str,
        case: Case<'_>,
        metric: Metric,
    ) -> Option<f64> {
        let ratios = self.values(library, case, metric).filter_map(|(round, value)| {
            let (_, other) = self.values(reference, case, metric).find(|(other, _)| *other == round)?;
            Some(value / other)
        });
        median(&sorted(ratios.collect()))
    }

    fn values(&self, library: &str, case: Case<'_>, metric: Metric) -> impl Iterator<Item = (usize, f64)> {
        let same = move |sample: &&Sample| {
            let figure = &sample.figure;
            let of_case = figure.case == case.name && figure.size == case.size;
            sample.library == library && of_case && figure.metric == metric
        };
        self.0.iter().filter(same).map(|sample| (sample.round, sample.figure.value))
    }
}

fn distinct<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut found = Vec::new();
    for value in values {
        if !found.contains(&value) {
            found.push(value);
        }
    }
    found
}

fn sorted(mut values: Vec<f64>) -> Vec<f64> {
    values.sort_unstable_by(f64::total_cmp);
    values
}

fn median(sorted: &[f64]) -> Option<f64> {
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        length if length % 2 == 1 => Some(sorted[middle]),
        _ => Some(f64::midpoint(sorted[middle - 1], sorted[middle])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GET: Case<'static> = Case { name: "get", size: None };

    fn samples(values: &[(&str, usize, f64)]) -> Samples {
        let mut samples = Samples::default();
        for &(library, round, value) in values {
            samples.extend(library, round, vec![Figure::new("get", Metric::PerSecond, value)]);
        }
        samples
    }

    #[test]
    fn a_summary_has_the_median_and_the_spread() {
        let odd = samples(&[("a", 0, 3.0), ("a", 1, 1.0), ("a", 2, 10.0)]);
        let summary = odd.summary("a", GET, Metric::PerSecond).unwrap();
        assert_eq!(summary, Summary { median: 3.0, least: 1.0, most: 10.0 });
        let even = samples(&[("a", 0, 3.0), ("a", 1, 1.0)]);
        assert_eq!(even.summary("a", GET, Metric::PerSecond).unwrap().median, 2.0);
        assert_eq!(even.summary("b", GET, Metric::PerSecond), None);
    }

    #[test]
    fn a_ratio_compares_figures_of_the_same_round() {
        let samples =
            samples(&[("raw", 0, 10.0), ("a", 0, 5.0), ("raw", 1, 100.0), ("a", 1, 90.0), ("a", 2, 1.0)]);
        let ratio = samples.ratio("a", "raw", GET, Metric::PerSecond).unwrap();
        assert_eq!(ratio, f64::midpoint(0.5, 0.9));
    }
}
