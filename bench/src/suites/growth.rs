//! The suite `growth`: latencies and the rate of bulk enqueue while the store grows.

use std::path::Path;

use store_bench_worker::{ENQUEUE, Latencies, Stopwatch};

use super::rounds::interleave;
use crate::args::Sizes;
use crate::error::Result;
use crate::format::{grouped, plural};
use crate::jobs::{CALLS, GrowthJob, StoreJob};
use crate::libraries::STORE_SETTINGS;
use crate::results::SuiteResults;
use crate::worker::Worker;

/// Runs the suite. A round takes a minute, with `--large` a quarter of an hour: then there is only one.
pub(crate) fn growth(sizes: Sizes) -> Result<SuiteResults> {
    let (calls, window) = if sizes.quick { (10, 100) } else { (500, 20_000) };
    let at = match (sizes.quick, sizes.large) {
        (true, _) => vec![200, 400],
        (false, false) => vec![10_000, 30_000, 200_000, 1_000_000],
        (false, true) => vec![10_000, 30_000, 200_000, 1_000_000, 10_000_000],
    };
    let rounds = if sizes.large { 1 } else { sizes.rounds };
    let mut results = SuiteResults {
        name: "growth".to_owned(),
        settings: vec![
            "completed items with a version each are retained".to_owned(),
            STORE_SETTINGS.to_owned(),
            format!("latencies of {calls} calls, one after the other; one item in each claim and completion"),
            format!(
                "bulk enqueue: the rate over the last {} items before the size, or all",
                grouped(window as u64)
            ),
            plural(rounds, "round"),
        ],
        ..SuiteResults::default()
    };
    for size in at.iter().map(|size| Some(*size as u64)) {
        CALLS.iter().for_each(|case| results.expect_at("store", case, size, &Latencies::METRICS));
        results.expect_at("store", ENQUEUE, size, &Stopwatch::METRICS);
    }
    let job = |folder: &Path| {
        StoreJob::Growth(GrowthJob { file: folder.join("store.db"), sizes: at.clone(), calls, window })
    };
    interleave(&mut results, &[Worker::own("store")?], rounds, &[job])?;
    Ok(results)
}
