//! The suite `mssql`: draining a queue and inserting many rows on SQL Server, with and without the delay of a network.

use std::env;
use std::time::Duration;

use store_bench_worker::{ENQUEUE, Metric};
use store_mssql::tiberius::Config;

use crate::args::Sizes;
use crate::error::Result;
use crate::format::grouped;
use crate::jobs::{DRAIN, DrainJob, DrainStep, INSERT_CASES, InsertsJob, ProxiedServer, StoreJob};
use crate::proxy::Proxy;
use crate::results::SuiteResults;
use crate::worker::Worker;

/// The environment variable with the connection string of the server.
const VARIABLE: &str = "STORE_TEST_MSSQL";

const BATCH: u32 = 50;
const TASKS: usize = 4;

/// Runs the suite if there is a server. The results have no figures otherwise.
pub(crate) fn mssql(sizes: Sizes) -> Result<SuiteResults> {
    let (backlog, drained, inserted) = if sizes.quick { (400, 100, 2_000) } else { (30_000, 3_000, 100_000) };
    let mut results = SuiteResults {
        name: "mssql".to_owned(),
        settings: vec![
            format!("a backlog of {} items with bodies of 250 bytes", grouped(backlog as u64)),
            format!("{} items are drained by {TASKS} tasks, batch {BATCH}", grouped(drained as u64)),
            format!(
                "{} rows of 9 columns are inserted by one call, with two indexes",
                grouped(inserted as u64)
            ),
            "a proxy counts the requests within the measured time, and delays each; 1 round".to_owned(),
        ],
        ..SuiteResults::default()
    };
    let Some(server) = env::var(VARIABLE).ok().filter(|server| !server.is_empty()) else {
        results.is_skipped = true;
        results.notes.push(format!("not run: `{VARIABLE}` does not name a server"));
        return Ok(results);
    };
    let address = Config::from_ado_string(&server)?.get_addr();
    let worker = Worker::own("store")?;
    for delay in [0, 1] {
        eprintln!("mssql: delay of {delay} ms");
        let Proxy { port, counter } = Proxy::start(&address, Duration::from_millis(delay))?;
        let proxied = ProxiedServer { server: server.clone(), port, counter };
        let run = |step, items| {
            let job = DrainJob { server: proxied.clone(), step, items, batch: BATCH, tasks: TASKS };
            Ok::<_, Box<dyn std::error::Error>>(worker.run(&StoreJob::Drain(job))?.figures)
        };
        run(DrainStep::Clear, 0)?;
        let named = |case: &str| format!("{case}, {delay} ms delay");
        for case in [ENQUEUE, DRAIN].into_iter().chain(INSERT_CASES) {
            let metrics = [Metric::PerSecond, Metric::CpuMicros, Metric::Requests];
            results.expect("store", &named(case), &metrics);
        }
        let mut figures = run(DrainStep::Enqueue, backlog)?;
        figures.extend(run(DrainStep::Drain, drained)?);
        let inserts = InsertsJob { server: proxied.clone(), rows: inserted };
        figures.extend(worker.run(&StoreJob::Inserts(inserts))?.figures);
        figures.iter_mut().for_each(|figure| figure.case = named(&figure.case));
        results.samples.extend("store", 0, figures);
        run(DrainStep::Clear, 0)?;
    }
    Ok(results)
}
