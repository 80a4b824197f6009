//! The suite `processes`: several processes on one file.

use std::fs;
use std::thread;
use std::time::Duration;

use store_bench_worker::{Figure, Metric, Report};

use crate::args::Sizes;
use crate::error::Result;
use crate::format::{grouped, plural};
use crate::jobs::{ProcessJob, StoreJob, TASKS_PER_PROCESS, fill};
use crate::libraries::STORE_SETTINGS;
use crate::results::SuiteResults;
use crate::worker::{Running, Worker};

/// The numbers of processes.
const PROCESSES: [usize; 3] = [1, 4, 16];

/// Runs the suite.
pub(crate) fn processes(sizes: Sizes) -> Result<SuiteResults> {
    let mut results = SuiteResults {
        name: "processes".to_owned(),
        settings: vec![
            format!(
                "{} items on one file, {TASKS_PER_PROCESS} tasks in each process, batch 10",
                grouped(sizes.items as u64)
            ),
            "the rate of all processes together, until the last one ends".to_owned(),
            STORE_SETTINGS.to_owned(),
            plural(sizes.rounds, "round"),
        ],
        ..SuiteResults::default()
    };
    for round in 0..sizes.rounds {
        for processes in PROCESSES {
            let case = if processes == 1 { "1 process".to_owned() } else { format!("{processes} processes") };
            eprintln!("processes: round {} of {}, {case}", round + 1, sizes.rounds);
            results.expect("store", &case, &[Metric::PerSecond, Metric::LongestMillis, Metric::Busy]);
            results.samples.extend("store", round, measure(&case, processes, sizes.items)?);
        }
    }
    Ok(results)
}

/// Runs processes on a new file until its queue is empty.
fn measure(case: &str, processes: usize, items: usize) -> Result<Vec<Figure>> {
    let folder = tempfile::tempdir()?;
    let (file, start) = (folder.path().join("store.db"), folder.path().join("start"));
    fill(&file, items);
    let ready = |process: usize| folder.path().join(format!("ready-{process}"));
    let worker = Worker::own("store")?;
    let running: Result<Vec<Running>> = (0..processes)
        .map(|process| {
            let job = ProcessJob { file: file.clone(), process, ready: ready(process), start: start.clone() };
            worker.start(&StoreJob::Process(job))
        })
        .collect();
    let mut running = running?;
    while !(0..processes).all(|process| ready(process).exists()) {
        running.iter_mut().try_for_each(Running::check_running)?;
        thread::sleep(Duration::from_millis(1));
    }
    fs::write(&start, "")?;
    let reports: Result<Vec<Report>> = running.into_iter().map(Running::wait).collect();
    let reports = reports?;
    let of = |metric: Metric| {
        let figures = reports.iter().flat_map(|report| &report.figures);
        figures.filter(move |figure| figure.metric == metric).map(|figure| figure.value)
    };
    let done = of(Metric::Items).sum::<f64>();
    if done != f64::from(u32::try_from(items)?) {
        return Err(format!("processes, {case}: {done} of {items} items were completed").into());
    }
    let elapsed = of(Metric::Seconds).fold(0.0, f64::max);
    Ok(vec![
        Figure::new(case, Metric::PerSecond, done / elapsed),
        Figure::new(case, Metric::LongestMillis, of(Metric::LongestMillis).fold(0.0, f64::max)),
        Figure::new(case, Metric::Busy, of(Metric::Busy).sum()),
    ])
}
