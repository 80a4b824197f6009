//! Runs and their batches.

use crate::state::counters::sums;
use crate::state::time::now;
use crate::state::{CounterKind, IngestRun, RunBatch, RunId, RunStatus, StateStore, WorkItem};
use crate::{Connection, ConnectionExt, Database, Error, ErrorKind, UnitOfWork};

/// A run to start.
///
/// ```
/// use serde_json::json;
/// use store::state::{NewRun, RunId, dedupe_hash};
///
/// let run = NewRun::new("nightly crawl")
///     .parent(RunId::from("nightly-7"))
///     .config_hash(dedupe_hash(&["depth=3"]))
///     .metadata(json!({ "host": "crawler-1" }));
/// # let _ = run;
/// ```
#[derive(Clone, Debug)]
#[must_use = "it has not begun until it is started"]
pub struct NewRun(IngestRun);

impl NewRun {
    /// A run of what has this name each time.
    pub fn new(name: impl Into<String>) -> Self {
        Self(IngestRun {
            run_id: RunId::new(),
            parent_run_id: None,
            name: name.into(),
            status: RunStatus::Running,
            config_hash: None,
            metadata: None,
            error_message: None,
            batches: 0,
            started_at: now(),
            finished_at: None,
        })
    }

    /// That does again, or goes on with, what this run did.
    pub fn parent(mut self, run: RunId) -> Self {
        self.0.parent_run_id = Some(run);
        self
    }

    /// With a configuration of this SHA-256.
    pub fn config_hash(mut self, hash: [u8; 32]) -> Self {
        self.0.config_hash = Some(hash);
        self
    }

    /// What else is known of it.
    pub fn metadata(mut self, metadata: serde_json::Value) -> Self {
        self.0.metadata = Some(metadata);
        self
    }
}

/// The counters of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunCounters {
    /// Items that wait for a worker.
    pub pending: i64,
    /// Items that are with a worker.
    pub in_progress: i64,
    /// How often an item was completed.
    pub completed: i64,
    /// How often an item was failed for good.
    pub failed: i64,
    /// How often an item was skipped.
    pub skipped: i64,
    /// Items that were new to the queue.
    pub enqueued: i64,
    /// How often what was enqueued was in the queue already.
    pub duplicates: i64,
    /// Failures that were followed by another attempt.
    pub retries: i64,
    /// Leases that ran out.
    pub expiries: i64,
    /// Versions that differ from the ones before, or are the first.
    pub changed: i64,
    /// Versions that are like the ones before.
    pub unchanged: i64,
    /// The bytes of all versions.
    pub bytes: i64,
}

/// A run and its counters.
#[derive(Clone, Debug, PartialEq)]
pub struct RunReport {
    /// The run.
    pub run: IngestRun,
    /// What it has done.
    pub counters: RunCounters,
}

impl<D: Database> StateStore<D> {
    /// Starts a run.
    ///
    /// # Errors
    ///
    /// [`Truncated`](ErrorKind::Truncated) for a name of more than 200 characters.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{NewRun, RunStatus};
    ///
    /// # store::__example!(|store| {
    /// let first = store.start_run(NewRun::new("nightly")).await?;
    /// let second = store.start_run(NewRun::new("nightly").parent(first.run_id)).await?;
    /// assert_eq!(second.status, RunStatus::Running);
    /// # });
    /// ```
    pub async fn start_run(&self, run: NewRun) -> Result<IngestRun, Error> {
        self.connection().insert(&run.0).await?;
        Ok(run.0)
    }

    /// Marks a run as finished.
    ///
    /// # Errors
    ///
    /// [`NotFound`](ErrorKind::NotFound) without such a run; [`Stale`](ErrorKind::VersionConflict) for one that has ended before.
    pub async fn finish_run(&self, run: &RunId) -> Result<(), Error> {
        self.end_run(run, RunStatus::Completed, None).await
    }

    /// Marks a run as failed, with a reason.
    ///
    /// # Errors
    ///
    /// As [`finish_run`](Self::finish_run).
    pub async fn fail_run(&self, run: &RunId, reason: &str) -> Result<(), Error> {
        self.end_run(run, RunStatus::Failed, Some(reason)).await
    }

    /// Marks a run as cancelled, with a reason.
    ///
    /// # Errors
    ///
    /// As [`finish_run`](Self::finish_run).
    pub async fn cancel_run(&self, run: &RunId, reason: &str) -> Result<(), Error> {
        self.end_run(run, RunStatus::Cancelled, Some(reason)).await
    }

    async fn end_run(&self, run: &RunId, to: RunStatus, reason: Option<&str>) -> Result<(), Error> {
        if IngestRun::end(run, &to, reason).execute(&mut self.connection()).await? > 0 {
            return Ok(());
        }
        Err(self.not_running(run).await?)
    }

    /// Why a run cannot go on or end.
    async fn not_running(&self, run: &RunId) -> Result<Error, Error> {
        let found = self.connection().get::<IngestRun>(run).await?;
        Ok(not_running(run, found.as_ref()))
    }

    /// Returns a run and its counters.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{NewRun, RunCounters};
    ///
    /// # store::__example!(|store, page| {
    /// let run = store.start_run(NewRun::new("nightly")).await?.run_id;
    /// store.enqueue_many(vec![page("1").run(run.clone()), page("1").run(run.clone())]).await?;
    /// let counters = store.run(&run).await?.map(|report| report.counters);
    /// let expected = RunCounters { pending: 1, enqueued: 1, duplicates: 1, ..RunCounters::default() };
    /// assert_eq!(counters, Some(expected));
    /// # });
    /// ```
    pub async fn run(&self, run: &RunId) -> Result<Option<RunReport>, Error> {
        let mut connection = self.connection();
        let Some(found) = connection.get::<IngestRun>(run).await? else { return Ok(None) };
        let mut counters = RunCounters::default();
        for ((_, measure), amount) in sums(&mut connection, run.as_str()).await? {
            let counter = match measure {
                CounterKind::Open => &mut counters.pending,
                CounterKind::Completed => &mut counters.completed,
                CounterKind::Failed => &mut counters.failed,
                CounterKind::Skipped => &mut counters.skipped,
                CounterKind::Enqueued => &mut counters.enqueued,
                CounterKind::Duplicates => &mut counters.duplicates,
                CounterKind::Retries => &mut counters.retries,
                CounterKind::Expiries => &mut counters.expiries,
                CounterKind::Changed => &mut counters.changed,
                CounterKind::Unchanged => &mut counters.unchanged,
                CounterKind::Bytes => &mut counters.bytes,
            };
            *counter += amount;
        }
        counters.in_progress = WorkItem::in_progress_of_run(run).total(&mut connection).await?;
        counters.pending = (counters.pending - counters.in_progress).max(0);
        Ok(Some(RunReport { run: found, counters }))
    }

    /// Returns the newest runs, optionally of one name or one status.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{NewRun, RunStatus};
    ///
    /// # store::__example!(|store| {
    /// let run = store.start_run(NewRun::new("nightly")).await?.run_id;
    /// let running = store.runs(Some("nightly"), Some(RunStatus::Running), 10).await?;
    /// assert_eq!(running[0].run_id, run);
    /// # });
    /// ```
    pub async fn runs(
        &self,
        name: Option<&str>,
        status: Option<RunStatus>,
        limit: u32,
    ) -> Result<Vec<IngestRun>, Error> {
        IngestRun::newest(name, status.as_ref(), limit).all(&mut self.connection()).await
    }

    /// Returns the runs whose parent is this run.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::NewRun;
    ///
    /// # store::__example!(|store| {
    /// let run = store.start_run(NewRun::new("nightly")).await?.run_id;
    /// let again = store.start_run(NewRun::new("nightly").parent(run.clone())).await?;
    /// assert_eq!(store.runs_after(&run).await?, [again]);
    /// # });
    /// ```
    pub async fn runs_after(&self, run: &RunId) -> Result<Vec<IngestRun>, Error> {
        IngestRun::re_crawls_of(run).all(&mut self.connection()).await
    }

    /// Starts a batch of a run: a part that one worker processes.
    ///
    /// # Errors
    ///
    /// [`NotFound`](ErrorKind::NotFound) without such a run; [`Stale`](ErrorKind::VersionConflict) for one that has ended.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::NewRun;
    ///
    /// # store::__example!(|store| {
    /// let run = store.start_run(NewRun::new("nightly")).await?.run_id;
    /// let batch = store.start_batch(&run, Some("worker-1"), 16).await?;
    /// store.finish_batch(&batch, 15, 1).await?;
    /// let batch = store.batches(&run, None, 1).await?.remove(0);
    /// assert_eq!((batch.items, batch.completed, batch.failed), (16, 15, 1));
    /// # });
    /// ```
    pub async fn start_batch(
        &self,
        run: &RunId,
        worker: Option<&str>,
        items: u32,
    ) -> Result<RunBatch, Error> {
        let unit = StartBatch {
            run: run.clone(),
            worker: worker.map(str::to_owned),
            items: i32::try_from(items).unwrap_or(i32::MAX),
        };
        self.database.transaction(unit).await
    }

    /// Marks a batch as finished, with the numbers of completed and failed items.
    ///
    /// # Errors
    ///
    /// [`Stale`](ErrorKind::VersionConflict) for a batch that has ended before, or is not there.
    pub async fn finish_batch(&self, batch: &RunBatch, completed: u32, failed: u32) -> Result<(), Error> {
        let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
        let end = RunBatch::end(
            &batch.run_id,
            batch.batch,
            &RunStatus::Completed,
            number(completed),
            number(failed),
        );
        if end.execute(&mut self.connection()).await? > 0 {
            return Ok(());
        }
        let message = format!("batch {} of run {} has ended, or is not there", batch.batch, batch.run_id);
        Err(Error::new(ErrorKind::VersionConflict, message).with_table("run_batches"))
    }

    /// Returns a page of the batches of a run, after the batch `after`.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn batches(&self, run: &RunId, after: Option<i32>, limit: u32) -> Result<Vec<RunBatch>, Error> {
        let after = after.map(|batch| (run, batch));
        RunBatch::of_run(run, after, limit).all(&mut self.connection()).await
    }
}

fn not_running(run: &RunId, found: Option<&IngestRun>) -> Error {
    let error = match found {
        None => Error::new(ErrorKind::NotFound, format!("no run has the id {run}: start one first")),
        Some(found) => Error::new(
            ErrorKind::VersionConflict,
            format!("run {run} has ended as {:?}: start another one, with it as the parent", found.status),
        ),
    };
    error.with_table("ingest_runs")
}

struct StartBatch {
    run: RunId,
    worker: Option<String>,
    items: i32,
}

impl UnitOfWork for StartBatch {
    type Output = RunBatch;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<RunBatch, Error> {
        let numbered = IngestRun::next_batch(&self.run, 1).all(connection).await?;
        let Some(run) = numbered.first() else {
            return Err(not_running(&self.run, connection.get::<IngestRun>(&self.run).await?.as_ref()));
        };
        let batch = RunBatch {
            run_id: self.run.clone(),
            batch: run.batches,
            status: RunStatus::Running,
            worker: self.worker.clone(),
            items: self.items,
            completed: 0,
            failed: 0,
            started_at: now(),
            finished_at: None,
        };
        connection.insert(&batch).await?;
        Ok(batch)
    }
}
