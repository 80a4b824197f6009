//! The state store with other options of SQLite.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use store::state::{StateOptions, StateStore};
use store_bench_worker::{ENQUEUE, Figure, Metric, Stopwatch, claim_and_complete};
use store_sqlite::{Sqlite, SqliteOptions, TempStore};

use super::growth::{enqueue, grow};
use super::memory::{PEAK, RESIDENT, status};
use crate::libraries::{drain, store_options};

/// The sizes of the state store.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct OptionsJob {
    pub(crate) file: PathBuf,
    /// The number of retained items.
    pub(crate) size: usize,
    /// The number of items that are enqueued and completed then.
    pub(crate) window: usize,
}

/// Options that differ from those of [`store_options`] in one.
pub(crate) struct Variant {
    /// The name in the tables.
    pub(crate) name: &'static str,
    change: fn(SqliteOptions) -> SqliteOptions,
}

/// The name of the variant without a difference.
pub(crate) const DEFAULTS: &str = "defaults";

/// The variants; the first has no difference.
pub(crate) const VARIANTS: [Variant; 8] = [
    Variant { name: DEFAULTS, change: |options| options },
    Variant { name: "cache of 2 MiB", change: |options| options.cache_size(2 << 20) },
    Variant { name: "cache of 64 MiB", change: |options| options.cache_size(64 << 20) },
    Variant { name: "1 GiB mapped", change: |options| options.mmap_size(1 << 30) },
    Variant { name: "temporary data in files", change: |options| options.temp_store(TempStore::File) },
    Variant { name: "log of 1,000 pages", change: |options| options.wal_autocheckpoint(1_000) },
    Variant { name: "log of 16,000 pages", change: |options| options.wal_autocheckpoint(16_000) },
    Variant { name: "pages of 8 KiB", change: |options| options.page_size(8_192).wal_autocheckpoint(2_000) },
];

/// The name of the case of the resident memory.
pub(crate) const MEMORY: &str = "resident memory";

/// The number of concurrent tasks, and of items that each claims at once.
pub(crate) const TASKS: usize = 16;
pub(crate) const BATCH: u32 = 10;

/// Runs the job with the variant of this name.
pub(super) async fn run(variant: &str, job: &OptionsJob) -> Vec<Figure> {
    let variant = VARIANTS.iter().find(|one| one.name == variant).unwrap();
    let before = status(RESIDENT);
    let sqlite = Sqlite::open((variant.change)(store_options(&job.file))).await.unwrap();
    let store = StateStore::open(sqlite, StateOptions::default()).await.unwrap();
    let mut size = 0;
    grow(&store, &mut size, job.size).await;
    let watch = Stopwatch::start();
    enqueue(&store, size, job.window).await;
    let mut figures = watch.figures(ENQUEUE, job.window);
    let watch = Stopwatch::start();
    assert_eq!(drain(&store, TASKS, BATCH).await, job.window);
    figures.extend(watch.figures(&claim_and_complete(BATCH), job.window));
    store.close().await.unwrap();
    figures.push(Figure::new(MEMORY, Metric::Mebibytes, status(PEAK) - before));
    figures
}
