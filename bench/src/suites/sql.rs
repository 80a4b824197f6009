//! The suite `sql`: single rows and claims of the SQL layer.

use std::path::Path;

use store_bench_worker::{Job, ROWS_PER_TRANSACTION, SQL_CASES, Stopwatch};

use super::rounds::interleave;
use crate::args::Sizes;
use crate::error::Result;
use crate::format::{grouped, plural};
use crate::libraries::sql_job;
use crate::peers;
use crate::results::SuiteResults;
use crate::worker::Worker;

/// Runs the suite.
pub(crate) fn sql(sizes: Sizes) -> Result<SuiteResults> {
    let mut results = SuiteResults {
        name: "sql".to_owned(),
        settings: vec![
            format!("{} rows of 9 columns, two indexes and a primary key", grouped(sizes.rows as u64)),
            format!(
                "WAL, `synchronous = NORMAL`, {} rows in a transaction",
                grouped(ROWS_PER_TRANSACTION as u64)
            ),
            format!("{}; in each, every library has a process of its own", plural(sizes.rounds, "round")),
        ],
        reference: Some("rusqlite".to_owned()),
        ..SuiteResults::default()
    };
    let mut workers = vec![Worker::own("rusqlite")?, Worker::own("store")?];
    if !sizes.without_peers {
        workers.extend(peers::workers(&peers::SQL, sizes, &mut results)?);
    }
    for worker in &workers {
        SQL_CASES.iter().for_each(|case| results.expect(&worker.library, case, &Stopwatch::METRICS));
    }
    let job = |folder: &Path| Job::Sql(sql_job(folder.join("bench.db"), sizes.rows));
    interleave(&mut results, &workers, sizes.rounds, &[job])?;
    Ok(results)
}
