//! The suite `mssql`: draining a queue on SQL Server, with and without the delay of a network.

use std::env;
use std::time::Duration;

use store_bench_worker::{ENQUEUE, Metric};
use store_mssql::tiberius::Config;

use crate::args::Sizes;
use crate::error::Result;
use crate::format::grouped;
use crate::jobs::{DRAIN, DrainJob, DrainStep, StoreJob};
use crate::proxy::Proxy;
use crate::results::SuiteResults;
use crate::worker::Worker;

/// The environment variable with the connection string of the server.
const VARIABLE: &str = "STORE_TEST_MSSQL";

const BATCH: u32 = 50;
const TASKS: usize = 4;

/// Runs the suite if there is a server. The results have no figures otherwise.
pub(crate) fn mssql(sizes: Sizes) -> Result<SuiteResults> {
    let (backlog, drained) = if sizes.quick { (400, 100) } else { (30_000, 3_000) };
    let mut results = SuiteResults {
        name: "mssql".to_owned(),
        settings: vec![
            format!("a backlog of {} items with bodies of 250 bytes", grouped(backlog as u64)),
            format!("{} items are drained by {TASKS} tasks, batch {BATCH}", grouped(drained as u64)),
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
        let run = |step, items, proxy: &Proxy| {
            let (server, Proxy { port, counter }) = (server.clone(), *proxy);
            let job = DrainJob { server, port, counter, step, items, batch: BATCH, tasks: TASKS };
            Ok::<_, Box<dyn std::error::Error>>(worker.run(&StoreJob::Drain(job))?.figures)
        };
        let proxy = Proxy::start(&address, Duration::from_millis(delay))?;
        run(DrainStep::Clear, 0, &proxy)?;
        let named = |case: &str| format!("{case}, {delay} ms delay");
        for (step, case, items) in
            [(DrainStep::Enqueue, ENQUEUE, backlog), (DrainStep::Drain, DRAIN, drained)]
        {
            let metrics = [Metric::PerSecond, Metric::CpuMicros, Metric::Requests];
            results.expect("store", &named(case), &metrics);
            let mut figures = run(step, items, &proxy)?;
            figures.iter_mut().for_each(|figure| figure.case = named(&figure.case));
            results.samples.extend("store", 0, figures);
        }
        run(DrainStep::Clear, 0, &proxy)?;
    }
    Ok(results)
}
