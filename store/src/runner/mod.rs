//! Workers that claim items, pass them to a handler, and write the outcome.
//!
//! ```
//! use store::runner::{Context, Runner};
//! use store::state::{Completion, Content, Identity, NewItem, StateOptions, StateStore, WorkItem};
//! use store_sqlite::{Sqlite, SqliteOptions};
//!
//! # store::__example!({
//! let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
//! let page = |id: &'static str| NewItem::new(Identity::new("http", "docs", "page", id), format!("x:{id}"));
//! store.enqueue(page("index")).await?;
//!
//! let runner = Runner::new(store, "worker").workers(2);
//! let report = runner
//!     .run_until_empty(move |item: WorkItem, context: Context<Sqlite>| async move {
//!         if item.resource_id == "index" {
//!             context.discover(page("other"));
//!         }
//!         Completion::new().content(Content::from_bytes(item.request_uri.as_bytes()))
//!     })
//!     .await?;
//! assert_eq!((report.completed, report.discovered), (2, 1));
//! # });
//! ```

// A file uses those listed above it, never those below.
mod event;
mod report;
mod retry;
mod shutdown;

mod settings;

mod context;
mod handler;
mod heartbeat;
mod idle;
mod renewal;

mod pool;
mod worker;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::{JoinError, JoinSet};

use crate::state::{RunId, Source, StateStore};
use crate::{Database, Error, ErrorKind};

pub use context::Context;
pub use event::Event;
pub use handler::{Handler, HandlerOutcome};
pub use renewal::Renewal;
pub use report::RunnerReport;
pub use shutdown::Shutdown;

use heartbeat::Heartbeat;
use pool::Pool;
use settings::Settings;
use worker::Worker;

/// A pool of workers on a store.
///
/// ```
/// use std::time::Duration;
/// use store::runner::{Context, Runner, Shutdown};
/// use store::state::{Completion, NewRun, Source, WorkItem};
/// use store_sqlite::Sqlite;
///
/// # store::__example!(|store, page| {
/// store.enqueue_many(vec![page("1"), page("2")]).await?;
/// let run = store.start_run(NewRun::new("nightly")).await?.run_id;
/// let runner = Runner::new(store, "crawler")
///     .workers(4)
///     .batch(8)
///     .limit(1_000)
///     .lease(Duration::from_secs(60))
///     .source(Source::new("http", "docs"))
///     .in_run(run)
///     .poll_interval(Duration::from_millis(100))
///     .heartbeat_interval(Duration::from_secs(10))
///     .shutdown(Shutdown::on_signals());
/// let report = runner.run_until_empty(|_: WorkItem, _: Context<Sqlite>| async { Completion::new() }).await?;
/// assert_eq!(report.completed, 2);
/// # });
/// ```
#[must_use = "a runner does nothing until it is run"]
pub struct Runner<D> {
    store: StateStore<D>,
    settings: Settings,
}

impl<D: Database> Runner<D> {
    /// Creates a runner with one worker.
    ///
    /// Items that a runner of this name held before return to the queue first. The name must be unique among the runners
    /// that work at the same time, and the same after a restart.
    pub fn new(store: StateStore<D>, name: impl Into<String>) -> Self {
        Self { store, settings: Settings::new(name.into()) }
    }

    /// Sets the number of workers, at least one. Default: 1.
    pub fn workers(mut self, workers: usize) -> Self {
        self.settings.workers = workers.max(1);
        self
    }

    /// Sets the number of items that a worker claims and completes at once. Larger batches need fewer transactions, for
    /// items that are processed quickly. Default: 1.
    pub fn batch(mut self, items: u32) -> Self {
        self.settings.batch = items.max(1);
        self
    }

    /// Sets the number of items after which the runner stops. Default: no limit.
    pub fn limit(mut self, items: u64) -> Self {
        self.settings.limit = Some(items);
        self
    }

    /// Sets the duration of leases, from 1 ms to 24 days. Leases are renewed while items are processed. Default: the lease of
    /// the store.
    pub fn lease(mut self, lease: Duration) -> Self {
        self.settings.lease = Some(lease);
        self
    }

    /// Adds a source to claim from. Default: all sources.
    pub fn source(mut self, source: Source) -> Self {
        self.settings.sources.push(source);
        self
    }

    /// Sets the run that the outcomes of the items count for. Default: the run of each item.
    pub fn in_run(mut self, run: RunId) -> Self {
        self.settings.run = Some(run);
        self
    }

    /// Sets the interval at which idle workers look for items, at least 1 ms. Default: 500 ms.
    pub fn poll_interval(mut self, interval: Duration) -> Self {
        self.settings.poll_interval = interval;
        self
    }

    /// Sets the interval at which each worker writes a heartbeat, at least 1 ms. Default: 30 seconds.
    pub fn heartbeat_interval(mut self, interval: Duration) -> Self {
        self.settings.heartbeat_interval = interval;
        self
    }

    /// Sets the handle that asks the runner to stop.
    pub fn shutdown(mut self, shutdown: Shutdown) -> Self {
        self.settings.shutdown = shutdown;
        self
    }

    /// Sets a function that is called with every event. Workers call it directly: it must return quickly.
    pub fn on_event(mut self, on_event: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.settings.on_event = Arc::new(on_event);
        self
    }

    /// Runs until no item is left for this runner: none is pending, and no worker of any process has one in progress.
    ///
    /// Also stops on shutdown, when the limit is reached, and when its sources are drained.
    ///
    /// A worker waits out a [transient](ErrorKind::is_transient) error of the database that its driver has not resolved,
    /// for a few seconds. If the outcome of an item cannot be written in that time, the item returns to the queue when
    /// its lease expires.
    ///
    /// # Errors
    ///
    /// The first error of the database that is not transient or outlasts the retries; the other workers finish their items
    /// first. [`Misuse`](ErrorKind::Misuse), before anything is done, for a duration out of range.
    pub async fn run_until_empty<H: Handler<D>>(self, handler: H) -> Result<RunnerReport, Error> {
        self.work(handler, true).await
    }

    /// Runs until shutdown, until the limit is reached, or until its sources are drained.
    ///
    /// # Errors
    ///
    /// As [`run_until_empty`](Self::run_until_empty).
    ///
    /// # Examples
    ///
    /// ```
    /// use store::runner::{Context, Event, Runner, Shutdown};
    /// use store::state::{Completion, WorkItem};
    /// use store_sqlite::Sqlite;
    ///
    /// # store::__example!(|store, page| {
    /// store.enqueue(page("1")).await?;
    /// let shutdown = Shutdown::new();
    /// let stop = shutdown.clone();
    /// let runner = Runner::new(store, "crawler").shutdown(shutdown).on_event(move |event| {
    ///     if matches!(event, Event::Completed { .. }) {
    ///         stop.request();
    ///     }
    /// });
    /// let report = runner.run(|_: WorkItem, _: Context<Sqlite>| async { Completion::new() }).await?;
    /// assert!(report.interrupted);
    /// # });
    /// ```
    pub async fn run<H: Handler<D>>(self, handler: H) -> Result<RunnerReport, Error> {
        self.work(handler, false).await
    }

    async fn work<H: Handler<D>>(self, handler: H, until_empty: bool) -> Result<RunnerReport, Error> {
        let Self { store, settings } = self;
        settings.check()?;
        let pool = Arc::new(Pool::new(store, settings, handler, until_empty));
        pool.store.release_worker(&pool.settings.name).await?;
        let mut workers = JoinSet::new();
        for number in 1..=pool.settings.workers {
            let name = format!("{}-{number}", pool.settings.name);
            let heartbeat = Heartbeat::start(pool.store.clone(), name, &pool.settings);
            workers.spawn(Worker::new(Arc::clone(&pool), heartbeat).work());
        }
        let mut report = RunnerReport::default();
        let mut first_error = None;
        while let Some(joined) = workers.join_next().await {
            let (part, result) =
                joined.unwrap_or_else(|error| (RunnerReport::default(), Err(worker_panicked(&error))));
            report += part;
            if let Err(error) = result {
                pool.stopped.cancel();
                first_error.get_or_insert(error);
            }
        }
        report.interrupted = pool.settings.shutdown.is_requested();
        first_error.map_or(Ok(report), Err)
    }
}

fn worker_panicked(error: &JoinError) -> Error {
    Error::new(ErrorKind::Other, format!("a worker panicked or was aborted: {error}"))
}

impl<D: fmt::Debug> fmt::Debug for Runner<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Runner")
            .field("store", &self.store)
            .field("name", &self.settings.name)
            .field("workers", &self.settings.workers)
            .finish_non_exhaustive()
    }
}
