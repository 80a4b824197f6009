//! The work of a worker process.

use store_bench_worker::{Job, print, run_queue, run_sql};

use crate::error::Result;
use crate::libraries::{PlainQueue, Rusqlite, Store, StoreQueue};

/// Runs the job of a worker with a library, and prints its report.
pub(crate) fn work(library: &str, job: &str) -> Result<()> {
    let job: Job = serde_json::from_str(job)?;
    let report = match (library, job) {
        ("rusqlite", Job::Sql(job)) => run_sql::<Rusqlite>(&job),
        ("rusqlite", Job::Queue(job)) => run_queue::<PlainQueue>(&job),
        ("store", Job::Sql(job)) => run_sql::<Store>(&job),
        ("store", Job::Queue(job)) => run_queue::<StoreQueue>(&job),
        (other, _) => return Err(format!("no library `{other}`").into()),
    };
    print(&report);
    Ok(())
}
