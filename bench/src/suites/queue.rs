//! The suite `queue`: the state store next to other durable queues.

use store_bench_worker::{Job, QueueJob};

use super::rounds::interleave;
use crate::args::Sizes;
use crate::error::Result;
use crate::format::{grouped, plural};
use crate::jobs::{Keeps, LinksJob, StoreJob};
use crate::libraries::PLAIN_SQL;
use crate::peers;
use crate::results::SuiteResults;
use crate::worker::Worker;

/// The number of concurrent tasks.
const TASKS: usize = 16;

/// Runs the suite.
pub(crate) fn queue(sizes: Sizes) -> Result<SuiteResults> {
    let mut results = SuiteResults {
        name: "queue".to_owned(),
        settings: vec![
            format!("{} items, or a tenth at batch 1; {TASKS} tasks, one file", grouped(sizes.items as u64)),
            "every commit is on the disk before the call returns (WAL, `synchronous = FULL`)".to_owned(),
            format!("{}; in each, every library has a process of its own", plural(sizes.rounds, "round")),
        ],
        reference: Some(PLAIN_SQL.to_owned()),
        ..SuiteResults::default()
    };
    let mut workers = vec![Worker::own(PLAIN_SQL)?, Worker::own("store")?];
    if !sizes.without_peers {
        workers.extend(peers::workers(&peers::QUEUES, &mut results));
    }
    interleave(&mut results, &workers, sizes.rounds, |folder| {
        Job::Queue(QueueJob {
            folder: folder.to_owned(),
            items: sizes.items,
            tasks: TASKS,
            batches: vec![1, 10, 50],
        })
    })?;
    for keeps in [Keeps::All, Keeps::NoSightings, Keeps::Nothing] {
        interleave(&mut results, &[Worker::own("store")?], sizes.rounds, |folder| {
            let pages = if sizes.quick { 100 } else { 5_000 };
            StoreJob::Links(LinksJob { file: folder.join("links.db"), pages, tasks: TASKS, keeps })
        })?;
    }
    Ok(results)
}
