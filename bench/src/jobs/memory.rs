//! The resident memory that long operations need.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter};
use std::path::{Path, PathBuf};

use futures_util::StreamExt as _;
use serde::{Deserialize, Serialize};
use store::prelude::*;
use store::state::transfer;
use store_bench_worker::{ENQUEUE, ENQUEUE_BATCH, Figure, Metric, Stopwatch, items};
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

    /// Returns the name of the case.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Insert => "insert in thousands",
            Self::Stream => "stream",
            Self::Enqueue => ENQUEUE,
            Self::Copy => "copy",
            Self::Export => "export",
            Self::Import => "import",
        }
    }
}

/// The line of the resident memory, and of its peak.
pub(super) const RESIDENT: &str = "VmRSS";
pub(super) const PEAK: &str = "VmHWM";

/// Returns the value of a line of `/proc/self/status`, in MiB.
pub(super) fn status(name: &str) -> f64 {
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

/// The state of the process after opening the database.
struct Before {
    resident: f64,
    watch: Stopwatch,
}

impl Before {
    fn now() -> Self {
        Self { resident: status(RESIDENT), watch: Stopwatch::start() }
    }
}

/// Runs a step. The growth is the peak of the resident memory, less the memory after opening the database.
pub(super) async fn run(job: &MemoryJob) -> Vec<Figure> {
    let file = |name: &str| job.folder.join(name);
    let before = match job.step {
        MemoryStep::Insert => insert(&file("table.db"), job.rows).await,
        MemoryStep::Stream => stream(&file("table.db"), job.rows).await,
        MemoryStep::Enqueue => enqueue(&file("store.db"), job.rows).await,
        MemoryStep::Copy => copy(&file("store.db"), &file("copy.db")).await,
        MemoryStep::Export => export(&file("store.db"), &file("store.jsonl")).await,
        MemoryStep::Import => import(&file("store.jsonl"), &file("imported.db")).await,
    };
    let growth = status(PEAK) - before.resident;
    let mut figures = before.watch.figures(job.step.name(), job.rows);
    figures.push(Figure::new(job.step.name(), Metric::Mebibytes, growth));
    figures
}

async fn insert(file: &Path, count: usize) -> Before {
    let mut sqlite = open_table(file).await;
    let before = Before::now();
    let mut rows = items(count).map(Item::from);
    loop {
        let part: Vec<Item> = rows.by_ref().take(ENQUEUE_BATCH).collect();
        if part.is_empty() {
            break;
        }
        sqlite.insert_many(&part).await.unwrap();
    }
    sqlite.close().await.unwrap();
    before
}

async fn stream(file: &Path, count: usize) -> Before {
    let sqlite = open_table(file).await;
    let before = Before::now();
    let mut rows = sqlite.stream(&Item::every());
    let mut found = 0;
    while let Some(row) = rows.next().await {
        row.unwrap();
        found += 1;
    }
    assert_eq!(found, count);
    before
}

async fn enqueue(file: &Path, count: usize) -> Before {
    let store = open_store(file).await;
    let before = Before::now();
    for first in (0..count).step_by(ENQUEUE_BATCH) {
        let end = (first + ENQUEUE_BATCH).min(count);
        store.enqueue_many((first..end).map(item).collect()).await.unwrap();
    }
    store.close().await.unwrap();
    before
}

async fn copy(from: &Path, to: &Path) -> Before {
    let (from, to) = (open_store(from).await, open_store(to).await);
    let before = Before::now();
    let tables = transfer::copy(&from, &to, |_| {}).await.unwrap();
    assert!(tables.iter().all(transfer::TableTransfer::is_same));
    before
}

async fn export(from: &Path, to: &Path) -> Before {
    let store = open_store(from).await;
    let before = Before::now();
    let mut out = BufWriter::new(File::create(to).unwrap());
    let tables = transfer::export(&store, &mut out, |_| {}).await.unwrap();
    assert!(tables.iter().all(transfer::TableTransfer::is_same));
    before
}

async fn import(from: &Path, to: &Path) -> Before {
    let store = open_store(to).await;
    let before = Before::now();
    let input = BufReader::new(File::open(from).unwrap());
    let tables = transfer::import(&store, input, |_| {}).await.unwrap();
    assert!(tables.iter().all(transfer::TableTransfer::is_same));
    before
}
