//! The jobs of worker processes that only store has: each is a case of the state store.

mod client;
mod drain;
mod growth;
mod inserts;
mod links;
mod memory;
mod options;
mod proxied_server;
mod shared_file;

use serde::{Deserialize, Serialize};
use store_bench_worker::{About, Report};
use tokio::runtime::Runtime;

pub(crate) use client::{CLIENT_CASES, ClientJob, SELECTED};
pub(crate) use drain::{DRAIN, DrainJob, DrainStep};
pub(crate) use growth::{CALLS, GrowthJob};
pub(crate) use inserts::{INSERT_CASES, InsertsJob};
pub(crate) use links::{Keeps, LINK_METRICS, LinksJob};
pub(crate) use memory::{MemoryJob, MemoryStep};
pub(crate) use options::{
    BATCH as OPTIONS_BATCH, DEFAULTS, MEMORY, OptionsJob, TASKS as OPTIONS_TASKS, VARIANTS,
};
pub(crate) use proxied_server::ProxiedServer;
pub(crate) use shared_file::{ProcessJob, TASKS_PER_PROCESS, fill};

use crate::libraries::runtime;

/// The driver that store-mssql is compared with.
pub(crate) const TIBERIUS: &str = "tiberius";

/// A job of a worker process.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StoreJob {
    /// Completions with many links.
    Links(LinksJob),
    /// Latencies at growing sizes.
    Growth(GrowthJob),
    /// One of several processes on a file.
    Process(ProcessJob),
    /// Other options of SQLite; the library is the variant.
    Options(OptionsJob),
    /// The memory that a long operation needs.
    Memory(MemoryJob),
    /// Calls to a mock of SQL Server, by store-mssql or by tiberius.
    Client(ClientJob),
    /// A queue on SQL Server.
    Drain(DrainJob),
    /// Inserts of many rows on SQL Server.
    Inserts(InsertsJob),
}

/// Runs a job. Only the calls to the mock have a library other than store, for comparison; other options of SQLite have the name
/// of the variant.
pub(crate) fn run(library: &str, job: StoreJob) -> Report {
    let is_sqlite = !matches!(job, StoreJob::Client(_) | StoreJob::Drain(_) | StoreJob::Inserts(_));
    let about = About {
        version: if library == TIBERIUS { "0.13" } else { env!("CARGO_PKG_VERSION") }.to_owned(),
        sqlite: if is_sqlite { rusqlite::version().to_owned() } else { String::new() },
        notes: Vec::new(),
    };
    // The cost of a call is that of one thread: with several, a call would also wake another.
    let is_client = matches!(job, StoreJob::Client(_));
    let runtime = if is_client { one_thread() } else { runtime() };
    let figures = runtime.block_on(async {
        match job {
            StoreJob::Links(job) => links::run(&job).await,
            StoreJob::Growth(job) => growth::run(&job).await,
            StoreJob::Process(job) => shared_file::run(&job).await,
            StoreJob::Options(job) => options::run(library, &job).await,
            StoreJob::Memory(job) => memory::run(&job).await,
            StoreJob::Client(job) if library == TIBERIUS => client::run_tiberius(&job).await,
            StoreJob::Client(job) => client::run_store(&job).await,
            StoreJob::Drain(job) => drain::run(&job).await,
            StoreJob::Inserts(job) => inserts::run(&job).await,
        }
    });
    Report { about, figures }
}

fn one_thread() -> Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}
