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

mod context;
mod event;
mod handler;
mod heartbeat;
mod idle;
mod renewal;
mod shutdown;
mod worker;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize};
use std::time::Duration;

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::state::{RunId, Source, StateStore, options};
use crate::{Database, Error, ErrorKind};

pub use context::Context;
pub use event::{Event, Report};
pub use handler::{Handler, HandlerOutcome};
pub use renewal::Renewal;
pub use shutdown::Shutdown;

use heartbeat::Heartbeat;
use idle::Idle;
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
///     .poll(Duration::from_millis(100))
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

/// What is wanted of the workers.
struct Settings {
    name: String,
    workers: usize,
    batch: u32,
    limit: Option<u64>,
    lease: Option<Duration>,
    sources: Vec<Source>,
    run: Option<RunId>,
    poll: Duration,
    heartbeat_interval: Duration,
    shutdown: Shutdown,
    on_event: Arc<dyn Fn(&Event<'_>) + Send + Sync>,
}

impl Settings {
    /// Whether the times are in their ranges.
    fn check(&self) -> Result<(), Error> {
        if let Some(lease) = self.lease {
            options::lease(lease)?;
        }
        for (name, pause) in [("`poll`", self.poll), ("`heartbeat_interval`", self.heartbeat_interval)] {
            if pause.as_millis() == 0 {
                return Err(options::out_of_range(name, pause, "1 ms or more"));
            }
        }
        Ok(())
    }
}

impl<D: Database> Runner<D> {
    /// One worker of this name over a store.
    ///
    /// Items that a runner of this name had before go back to the queue first: the name must differ from that of every
    /// other runner that is at work at the same time, and be the same when its process is started again.
    pub fn new(store: StateStore<D>, name: impl Into<String>) -> Self {
        let settings = Settings {
            name: name.into(),
            workers: 1,
            batch: 1,
            limit: None,
            lease: None,
            sources: Vec::new(),
            run: None,
            poll: Duration::from_millis(500),
            heartbeat_interval: Duration::from_secs(30),
            shutdown: Shutdown::new(),
            on_event: Arc::new(|_| {}),
        };
        Self { store, settings }
    }

    /// So many workers at the same time, at least one.
    pub fn workers(mut self, workers: usize) -> Self {
        self.settings.workers = workers.max(1);
        self
    }

    /// Takes so many items at once, and completes them at once: fewer transactions for items that take little time.
    /// One by default.
    pub fn batch(mut self, items: u32) -> Self {
        self.settings.batch = items.max(1);
        self
    }

    /// Ends after so many items.
    pub fn limit(mut self, items: u64) -> Self {
        self.settings.limit = Some(items);
        self
    }

    /// Takes items for so long at a time, from 1 ms to 24 days; they are renewed while they are worked on. That of the store
    /// by default.
    pub fn lease(mut self, lease: Duration) -> Self {
        self.settings.lease = Some(lease);
        self
    }

    /// Takes items of this source; called again, of that one too. Of all without.
    pub fn source(mut self, source: Source) -> Self {
        self.settings.sources.push(source);
        self
    }

    /// Works for a run.
    pub fn in_run(mut self, run: RunId) -> Self {
        self.settings.run = Some(run);
        self
    }

    /// Looks for items again after so long when there were none: 1 ms or more, half a second by default.
    pub fn poll(mut self, pause: Duration) -> Self {
        self.settings.poll = pause;
        self
    }

    /// Gives a sign of life so often: every 1 ms or more, every 30 seconds by default.
    pub fn heartbeat_interval(mut self, pause: Duration) -> Self {
        self.settings.heartbeat_interval = pause;
        self
    }

    /// Stops when this says so.
    pub fn shutdown(mut self, shutdown: Shutdown) -> Self {
        self.settings.shutdown = shutdown;
        self
    }

    /// Tells what happens, as it happens. It is called by the workers: it must be quick.
    pub fn on_event(mut self, tell: impl Fn(&Event<'_>) + Send + Sync + 'static) -> Self {
        self.settings.on_event = Arc::new(tell);
        self
    }

    /// Runs until no item is left for this runner: none is pending, and no worker of any process has one in progress.
    ///
    /// Also stops on shutdown, when the limit is reached, and when its sources are drained.
    ///
    /// # Errors
    ///
    /// The first error of the database that does not pass by itself; the other workers write what they have first.
    /// [`Misuse`](ErrorKind::Misuse), before anything is done, for a time out of range.
    pub async fn run_until_empty<H: Handler<D>>(self, handler: H) -> Result<Report, Error> {
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
    /// let ask = shutdown.clone();
    /// let runner = Runner::new(store, "crawler").shutdown(shutdown).on_event(move |event| {
    ///     if matches!(event, Event::Completed { .. }) {
    ///         ask.request();
    ///     }
    /// });
    /// let report = runner.run(|_: WorkItem, _: Context<Sqlite>| async { Completion::new() }).await?;
    /// assert!(report.interrupted);
    /// # });
    /// ```
    pub async fn run<H: Handler<D>>(self, handler: H) -> Result<Report, Error> {
        self.work(handler, false).await
    }

    async fn work<H: Handler<D>>(self, handler: H, until_empty: bool) -> Result<Report, Error> {
        let Self { store, settings } = self;
        settings.check()?;
        let pool = Arc::new(Pool {
            idle: Idle::new(store.clone(), &settings, until_empty),
            taken: AtomicU64::new(0),
            busy: AtomicUsize::new(0),
            ended: CancellationToken::new(),
            handler,
            store,
            settings,
        });
        pool.store.release_worker(&pool.settings.name).await?;
        let mut workers = JoinSet::new();
        for number in 1..=pool.settings.workers {
            let name = format!("{}-{number}", pool.settings.name);
            let heartbeat = Heartbeat::start(pool.store.clone(), name, &pool.settings);
            workers.spawn(Worker::new(Arc::clone(&pool), heartbeat).work());
        }
        let mut report = Report::default();
        let mut first = None;
        while let Some(ended) = workers.join_next().await {
            let (part, result) = ended.unwrap_or_else(|error| (Report::default(), Err(broken(&error))));
            report += part;
            if let Err(error) = result {
                pool.ended.cancel();
                first.get_or_insert(error);
            }
        }
        report.interrupted = pool.settings.shutdown.is_requested();
        first.map_or(Ok(report), Err)
    }
}

/// What the workers share.
struct Pool<D, H> {
    store: StateStore<D>,
    settings: Settings,
    handler: H,
    idle: Idle<D>,
    /// How many items were taken, where that is limited.
    taken: AtomicU64,
    /// How many workers have items, or are about to.
    busy: AtomicUsize,
    /// Set when all workers are to end.
    ended: CancellationToken,
}

fn broken(error: &tokio::task::JoinError) -> Error {
    Error::new(ErrorKind::Other, format!("a worker ended before its time: {error}"))
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
