//! The suite `queue`: the state store next to other durable queues.

use std::path::Path;

use store_bench_worker::{ENQUEUE, Job, QueueJob, Stopwatch, claim_and_complete};

use super::rounds::interleave;
use crate::args::Sizes;
use crate::error::Result;
use crate::format::{grouped, plural};
use crate::jobs::{Keeps, LINK_METRICS, LinksJob, StoreJob};
use crate::libraries::{PLAIN_SQL, STORE_SETTINGS};
use crate::peers;
use crate::results::SuiteResults;
use crate::worker::Worker;

/// The number of concurrent tasks.
const TASKS: usize = 16;

/// The numbers of items that a task claims at once.
const BATCHES: [u32; 3] = [1, 10, 50];

/// Runs the suite.
pub(crate) fn queue(sizes: Sizes) -> Result<SuiteResults> {
    let mut results = SuiteResults {
        name: "queue".to_owned(),
        settings: vec![
            format!("{} items, or a tenth at batch 1; {TASKS} tasks, one file", grouped(sizes.items as u64)),
            "every commit is on the disk before the call returns (WAL, `synchronous = FULL`)".to_owned(),
            STORE_SETTINGS.to_owned(),
            format!("{}; in each, every library has a process of its own", plural(sizes.rounds, "round")),
        ],
        reference: Some(PLAIN_SQL.to_owned()),
        ..SuiteResults::default()
    };
    let mut workers = vec![Worker::own(PLAIN_SQL)?, Worker::own("store")?];
    if !sizes.without_peers {
        workers.extend(peers::workers(&peers::QUEUES, sizes, &mut results)?);
    }
    for worker in &workers {
        results.expect(&worker.library, ENQUEUE, &Stopwatch::METRICS);
        for batch in BATCHES {
            results.expect(&worker.library, &claim_and_complete(batch), &Stopwatch::METRICS);
        }
    }
    let job = |folder: &Path| {
        let (folder, batches) = (folder.to_owned(), BATCHES.to_vec());
        Job::Queue(QueueJob { folder, items: sizes.items, tasks: TASKS, batches })
    };
    interleave(&mut results, &workers, sizes.rounds, &[job])?;
    let pages = if sizes.quick { 100 } else { 5_000 };
    let crawls = [Keeps::All, Keeps::NoSightings, Keeps::Nothing];
    crawls.iter().for_each(|keeps| results.expect("store", keeps.case(), &LINK_METRICS));
    let crawls = crawls.map(|keeps| {
        move |folder: &Path| {
            StoreJob::Links(LinksJob { file: folder.join("links.db"), pages, tasks: TASKS, keeps })
        }
    });
    interleave(&mut results, &[Worker::own("store")?], sizes.rounds, &crawls)?;
    Ok(results)
}
