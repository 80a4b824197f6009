//! The suite `memory`: the resident memory that long operations need.

use store_bench_worker::Metric;

use crate::args::Sizes;
use crate::error::Result;
use crate::format::grouped;
use crate::jobs::{MemoryJob, MemoryStep, StoreJob};
use crate::libraries::STORE_SETTINGS;
use crate::results::SuiteResults;
use crate::worker::Worker;

/// Runs the suite once.
pub(crate) fn memory(sizes: Sizes) -> Result<SuiteResults> {
    let rows = if sizes.quick { 2_000 } else { 1_000_000 };
    let mut results = SuiteResults {
        name: "memory".to_owned(),
        settings: vec![
            format!(
                "{} rows or items, each operation in a process of its own; 1 round",
                grouped(rows as u64)
            ),
            STORE_SETTINGS.to_owned(),
            "growth of the resident memory: its peak less the memory after opening the database".to_owned(),
        ],
        ..SuiteResults::default()
    };
    let folder = tempfile::tempdir()?;
    let worker = Worker::own("store")?;
    for step in MemoryStep::ALL {
        eprintln!("memory: {step:?}");
        results.expect("store", step.name(), &[Metric::PerSecond, Metric::CpuMicros, Metric::Mebibytes]);
        let job = MemoryJob { folder: folder.path().to_owned(), rows, step };
        results.samples.extend("store", 0, worker.run(&StoreJob::Memory(job))?.figures);
    }
    Ok(results)
}
