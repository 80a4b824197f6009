//! The work of a worker process.

use serde::{Deserialize, Serialize};
use store_bench_worker::{Job, print, run_queue, run_sql};

use crate::error::Result;
use crate::jobs::{self, StoreJob};
use crate::libraries::{PLAIN_SQL, PlainQueue, Rusqlite, Store, StoreQueue};

/// A job that every library can run, or one of store.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum AnyJob {
    Shared(Job),
    Store(StoreJob),
}

/// Runs the job of a worker with a library, and prints its report.
pub(crate) fn work(library: &str, job: &str) -> Result<()> {
    let report = match (library, serde_json::from_str(job)?) {
        ("rusqlite", AnyJob::Shared(Job::Sql(job))) => run_sql::<Rusqlite>(&job),
        (PLAIN_SQL, AnyJob::Shared(Job::Queue(job))) => run_queue::<PlainQueue>(&job),
        ("store", AnyJob::Shared(Job::Sql(job))) => run_sql::<Store>(&job),
        ("store", AnyJob::Shared(Job::Queue(job))) => run_queue::<StoreQueue>(&job),
        (_, AnyJob::Store(job)) => jobs::run(library, job),
        (other, _) => return Err(format!("`{other}` has no such job").into()),
    };
    print(&report);
    Ok(())
}
