//! The suite `options`: the state store with other options of SQLite.

use std::path::Path;

use store_bench_worker::{ENQUEUE, Metric, Stopwatch, claim_and_complete};

use super::rounds::interleave;
use crate::args::Sizes;
use crate::error::Result;
use crate::format::{grouped, plural};
use crate::jobs::{DEFAULTS, MEMORY, OPTIONS_BATCH, OPTIONS_TASKS, OptionsJob, StoreJob, VARIANTS};
use crate::libraries::STORE_SETTINGS;
use crate::results::SuiteResults;
use crate::worker::Worker;

/// Runs the suite.
pub(crate) fn options(sizes: Sizes) -> Result<SuiteResults> {
    let (size, window) = if sizes.quick { (200, 100) } else { (200_000, 20_000) };
    let mut results = SuiteResults {
        name: "options".to_owned(),
        settings: vec![
            format!(
                "{} completed items are retained; then {} are enqueued, and completed by {OPTIONS_TASKS} tasks",
                grouped(size as u64),
                grouped(window as u64)
            ),
            format!("{DEFAULTS}: {STORE_SETTINGS}"),
            "resident memory: its peak less the memory before opening the database".to_owned(),
            plural(sizes.rounds, "round"),
        ],
        reference: Some(DEFAULTS.to_owned()),
        ..SuiteResults::default()
    };
    let workers = VARIANTS.iter().map(|variant| Worker::own(variant.name)).collect::<Result<Vec<_>>>()?;
    for worker in &workers {
        results.expect(&worker.library, ENQUEUE, &Stopwatch::METRICS);
        results.expect(&worker.library, &claim_and_complete(OPTIONS_BATCH), &Stopwatch::METRICS);
        results.expect(&worker.library, MEMORY, &[Metric::Mebibytes]);
    }
    let job = |folder: &Path| StoreJob::Options(OptionsJob { file: folder.join("store.db"), size, window });
    interleave(&mut results, &workers, sizes.rounds, &[job])?;
    // Every variant is the same library.
    results.notes.clear();
    Ok(results)
}
