//! The goals of the project, and whether the figures of a suite meet them.

use store_bench_worker::{Metric, claim_and_complete};

use crate::format::{grouped, number};
use crate::jobs::Keeps;
use crate::results::SuiteResults;
use crate::samples::{Case, Samples};

/// A goal and its outcome.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Goal {
    pub(crate) text: String,
    pub(crate) measured: String,
    pub(crate) is_met: bool,
}

impl Goal {
    fn new(text: impl Into<String>, measured: impl Into<String>, is_met: bool) -> Self {
        Self { text: text.into(), measured: measured.into(), is_met }
    }
}

/// Returns the goals of a suite for which it has figures.
pub(crate) fn goals(results: &SuiteResults) -> Vec<Goal> {
    let samples = &results.samples;
    match results.name.as_str() {
        "sql" => sql(samples),
        "queue" => queue(samples),
        "growth" => growth(samples),
        "processes" => processes(samples),
        "memory" => memory(samples),
        "client" => client(results),
        _ => Vec::new(),
    }
}

const STORE: &str = "store";

/// The share of the speed of hand-written rusqlite that each case reaches.
const SHARE_OF_RUSQLITE: f64 = 0.95;

/// A case reaches its goal if both its rate and its CPU time do.
fn sql(samples: &Samples) -> Vec<Goal> {
    let peers: Vec<&str> =
        samples.libraries().into_iter().filter(|name| !["rusqlite", STORE].contains(name)).collect();
    let mut goals = Vec::new();
    for case in samples.cases(&[Metric::PerSecond]) {
        let rate = |other: &str| samples.ratio(STORE, other, case, Metric::PerSecond);
        let cpu = |other: &str| samples.ratio(other, STORE, case, Metric::CpuMicros);
        if let (Some(rate), Some(cpu)) = (rate("rusqlite"), cpu("rusqlite")) {
            let text = format!("{}: at least {SHARE_OF_RUSQLITE} of the speed of rusqlite", case.name);
            let is_met = rate.min(cpu) >= SHARE_OF_RUSQLITE;
            goals.push(Goal::new(text, format!("rate {rate:.2}, CPU {cpu:.2}"), is_met));
        }
        if let (Some((rate, by_rate)), Some((cpu, by_cpu))) = (nearest(&peers, rate), nearest(&peers, cpu)) {
            let text = format!("{}: ahead of every other library", case.name);
            let measured = format!("rate {rate:.2}× {by_rate}, CPU {cpu:.2}× {by_cpu}");
            goals.push(Goal::new(text, measured, rate.min(cpu) >= 1.0));
        }
    }
    goals
}

/// Returns the peer that store is least ahead of, with the speed of store relative to it.
fn nearest<'p>(peers: &[&'p str], speed: impl Fn(&str) -> Option<f64>) -> Option<(f64, &'p str)> {
    let speeds = peers.iter().filter_map(|peer| Some((speed(peer)?, *peer)));
    speeds.min_by(|(a, _), (b, _)| a.total_cmp(b))
}

fn queue(samples: &Samples) -> Vec<Goal> {
    let mut goals = Vec::new();
    for (batch, least) in [(1, 8e3), (10, 25e3), (50, 35e3)] {
        let name = claim_and_complete(batch);
        if let Some(summary) = samples.summary(STORE, Case { name: &name, size: None }, Metric::PerSecond) {
            let text = format!("{name}: at least {} items/s", number(least));
            goals.push(Goal::new(text, number(summary.median), summary.median >= least));
        }
    }
    let link = Case { name: Keeps::All.case(), size: None };
    if let Some(summary) = samples.summary(STORE, link, Metric::Micros) {
        let text = "a link of a completed page: at most 25 µs";
        goals.push(Goal::new(text, format!("{} µs", number(summary.median)), summary.median <= 25.0));
    }
    goals
}

/// The size from which the rate of bulk enqueue is compared.
const BULK_FROM: u64 = 30_000;

/// The greatest size with a goal for the rate of bulk enqueue; beyond it, the index of identities is many times the cache.
const BULK_TO: u64 = 1_000_000;

fn growth(samples: &Samples) -> Vec<Goal> {
    let mut goals = Vec::new();
    for (metric, most) in [(Metric::P50Micros, 1.3), (Metric::P99Micros, 2.0)] {
        let cases = samples.cases(&[metric]);
        let Some(least) = cases.iter().filter_map(|case| case.size).min() else { continue };
        for case in cases.iter().filter(|case| case.size != Some(least) && case.size != Some(BULK_FROM)) {
            let Some(ratio) = growth_of(samples, *case, least, metric) else { continue };
            let size = case.size.map_or_else(String::new, grouped);
            let text = format!("{} at {size} rows: {} within {most}×", case.name, metric.unit());
            goals.push(Goal::new(text, format!("{ratio:.2}×"), ratio <= most));
        }
    }
    for case in samples.cases(&[Metric::PerSecond]) {
        if case.size > Some(BULK_FROM)
            && case.size <= Some(BULK_TO)
            && let Some(ratio) = growth_of(samples, case, BULK_FROM, Metric::PerSecond)
        {
            let size = case.size.map_or_else(String::new, grouped);
            let text =
                format!("{} at {size} rows: at least half the rate at {}", case.name, grouped(BULK_FROM));
            goals.push(Goal::new(text, format!("{ratio:.2}×"), ratio >= 0.5));
        }
    }
    goals
}

/// Returns a value relative to that of the same case at another size.
fn growth_of(samples: &Samples, case: Case<'_>, from: u64, metric: Metric) -> Option<f64> {
    let median = |case| Some(samples.summary(STORE, case, metric)?.median);
    Some(median(case)? / median(Case { size: Some(from), ..case })?)
}

fn processes(samples: &Samples) -> Vec<Goal> {
    let mut goals = Vec::new();
    let cases = samples.cases(&[Metric::PerSecond]);
    let rate = |case| Some(samples.summary(STORE, case, Metric::PerSecond)?.median);
    for case in cases.iter().skip(1) {
        if let (Some(one), Some(several)) = (cases.first().copied().and_then(rate), rate(*case)) {
            let text = format!("{}: at least 0.85 of the rate of one process", case.name);
            goals.push(Goal::new(text, format!("{:.2}", several / one), several / one >= 0.85));
        }
    }
    let most = |case| Some(samples.summary(STORE, case, Metric::Busy)?.most);
    let errors = cases.iter().filter_map(|case| most(*case)).fold(0.0, f64::max);
    goals.push(Goal::new("no `Busy` error reaches the caller", number(errors), errors == 0.0));
    goals
}

/// The most resident growth, in MiB.
const MOST_MEMORY: f64 = 64.0;

fn memory(samples: &Samples) -> Vec<Goal> {
    let metric = Metric::Mebibytes;
    let goal = |case: Case<'_>| {
        let summary = samples.summary(STORE, case, metric)?;
        let text = format!("{}: below {MOST_MEMORY} MiB", case.name);
        Some(Goal::new(text, format!("{} MiB", number(summary.most)), summary.most < MOST_MEMORY))
    };
    samples.cases(&[metric]).into_iter().filter_map(goal).collect()
}

/// The most CPU time and allocations of a call, relative to tiberius.
const MOST_OF_TIBERIUS: f64 = 1.1;

fn client(results: &SuiteResults) -> Vec<Goal> {
    let (mut goals, samples) = (Vec::new(), &results.samples);
    let Some(reference) = results.reference.as_deref() else { return goals };
    for metric in [Metric::CpuMicros, Metric::Allocations] {
        for case in samples.cases(&[metric]) {
            if let Some(ratio) = samples.ratio(STORE, reference, case, metric) {
                let text =
                    format!("{}: {} at most {MOST_OF_TIBERIUS} of {reference}", case.name, metric.unit());
                goals.push(Goal::new(text, format!("{ratio:.2}"), ratio <= MOST_OF_TIBERIUS));
            }
        }
    }
    goals
}

#[cfg(test)]
mod tests {
    use store_bench_worker::Figure;

    use super::*;

    fn results(name: &str, figures: Vec<(&str, Figure)>) -> SuiteResults {
        let mut results = SuiteResults { name: name.to_owned(), ..SuiteResults::default() };
        for (library, figure) in figures {
            results.samples.extend(library, 0, vec![figure]);
        }
        results
    }

    #[test]
    fn a_row_is_compared_with_rusqlite_and_with_the_fastest_peer() {
        let rate = |value| Figure::new("get", Metric::PerSecond, value);
        let cpu = |value| Figure::new("get", Metric::CpuMicros, value);
        let results = |rusqlite, diesel| {
            let figures = vec![
                ("rusqlite", rate(1_000.0)),
                ("rusqlite", cpu(rusqlite)),
                (STORE, rate(970.0)),
                (STORE, cpu(10.0)),
                ("diesel", rate(100.0)),
                ("diesel", cpu(diesel)),
                ("sqlx", rate(500.0)),
                ("sqlx", cpu(99.0)),
            ];
            goals(&results("sql", figures))
        };
        let (raw, peers) =
            ("get: at least 0.95 of the speed of rusqlite", "get: ahead of every other library");
        let met = [
            Goal::new(raw, "rate 0.97, CPU 0.96", true),
            Goal::new(peers, "rate 1.94× sqlx, CPU 1.10× diesel", true),
        ];
        assert_eq!(results(9.6, 11.0), met);
        let missed_by_cpu_time = [
            Goal::new(raw, "rate 0.97, CPU 0.94", false),
            Goal::new(peers, "rate 1.94× sqlx, CPU 0.98× diesel", false),
        ];
        assert_eq!(results(9.4, 9.8), missed_by_cpu_time);
    }

    #[test]
    fn growth_is_relative_to_the_smallest_size() {
        let claim = |size, value| (STORE, Figure::new("claim", Metric::P50Micros, value).at(size));
        let bulk = |size, value| (STORE, Figure::new("bulk", Metric::PerSecond, value).at(size));
        let figures = vec![
            claim(10_000, 100.0),
            claim(1_000_000, 140.0),
            bulk(30_000, 20e3),
            bulk(1_000_000, 11e3),
            bulk(10_000_000, 8e3),
        ];
        let expected = [
            Goal::new("claim at 1,000,000 rows: p50 µs within 1.3×", "1.40×", false),
            Goal::new("bulk at 1,000,000 rows: at least half the rate at 30,000", "0.55×", true),
        ];
        assert_eq!(goals(&results("growth", figures)), expected);
    }
}
