//! The resident memory that long operations need.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use futures_util::StreamExt as _;
use serde::{Deserialize, Serialize};
use store::prelude::*;
use store::state::transfer;
use store_bench_worker::{ENQUEUE_BATCH, Figure, Metric, Stopwatch, items};
use store_sqlite::{Sqlite, SqliteOptions};

use crate::libraries::{Item, item, open_store};

/// An operation on a million rows.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct MemoryJob {
    /// The folder with the files of the steps before.
    pub(crate) folder: PathBuf,
    pub(crate) rows: usize,
    pub(crate) step: MemoryStep,
}

/// The operations, each in a process of its own; later ones read the files of earlier ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MemoryStep {
    Insert,
    Stream,
    Enqueue,
    Copy,
    Export,
    Import,
}

impl MemoryStep {
    /// All steps in order.
    pub(crate) const ALL: [Self; 6] =
        [Self::Insert, Self::Stream, Self::Enqueue, Self::Copy, Self::Export, Self::Import];

    fn name(self) -> &'static str {
        match self {
            Self::Insert => "insert in thousands",
            Self::Stream => "stream",
            Self::Enqueue => "enqueue in thousands",
            Self::Copy => "copy",
            Self::Export => "export",
            Self::Import => "import",
        }
    }
}

/// Returns the value of a line of `/proc/self/status`, in MiB.
fn status(name: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with(name)).unwrap();
    let kibibytes: u32 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    f64::from(kibibytes) / 1024.0
}

async fn open_table(file: &Path) -> Sqlite {
    let mut sqlite = Sqlite::open(SqliteOptions::new(file)).await.unwrap();
    sqlite.create::<Item>().await.unwrap();
    sqlite
}

/// Runs a step. The growth is the peak of the resident memory, less the memory after opening the database.
pub(super) async fn run(job: &MemoryJob) -> Vec<Figure> {
    let file = |name: &str| job.folder.join(name);
    let before;
    let watch;
    match job.step {
        MemoryStep::Insert => {
            let mut sqlite = open_table(&file("table.db")).await;
            (before, watch) = (status("VmRSS"), Stopwatch::start());
            let mut rows = items(job.rows).map(Item::from);
            loop {
                let part: Vec<Item> = rows.by_ref().take(ENQUEUE_BATCH).collect();
                if part.is_empty() {
                    break;
                }
                sqlite.insert_many(&part).await.unwrap();
            }
            sqlite.close().await.unwrap();
        }
        MemoryStep::Stream => {
            let sqlite = open_table(&file("table.db")).await;
            (before, watch) = (status("VmRSS"), Stopwatch::start());
            let mut rows = sqlite.stream(&Item::every());
            let mut count = 0;
            while let Some(row) = rows.next().await {
                row.unwrap();
                count += 1;
            }
            assert_eq!(count, job.rows);
        }
        MemoryStep::Enqueue => {
            let store = open_store(&file("store.db")).await;
            (before, watch) = (status("VmRSS"), Stopwatch::start());
            for first in (0..job.rows).step_by(ENQUEUE_BATCH) {
                let end = (first + ENQUEUE_BATCH).min(job.rows);
                store.enqueue_many((first..end).map(item).collect()).await.unwrap();
            }
            store.close().await.unwrap();
        }
        MemoryStep::Copy => {
            let (from, to) = (open_store(&file("store.db")).await, open_store(&file("copy.db")).await);
            (before, watch) = (status("VmRSS"), Stopwatch::start());
            let tables = transfer::copy(&from, &to, |_| {}).await.unwrap();
            assert!(tables.iter().all(transfer::TableTransfer::is_same));
        }
        MemoryStep::Export => {
            let store = open_store(&file("store.db")).await;
            (before, watch) = (status("VmRSS"), Stopwatch::start());
            let mut out = BufWriter::new(File::create(file("store.jsonl")).unwrap());
            let tables = transfer::export(&store, &mut out, |_| {}).await.unwrap();
            assert!(tables.iter().all(transfer::TableTransfer::is_same));
        }
        MemoryStep::Import => {
            let store = open_store(&file("imported.db")).await;
            (before, watch) = (status("VmRSS"), Stopwatch::start());
            let input = BufReader::new(File::open(file("store.jsonl")).unwrap());
            let tables = transfer::import(&store, input, |_| {}).await.unwrap();
            assert!(tables.iter().all(transfer::TableTransfer::is_same));
        }
    }
    let growth = Figure::new(job.step.name(), Metric::Mebibytes, status("VmHWM") - before);
    let mut figures = watch.figures(job.step.name(), job.rows);
    figures.push(growth);
    figures
}
