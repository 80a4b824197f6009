//! Starting, finishing and listing the batches of a run.

use super::lifecycle::not_running;
use super::{IngestRun, RunBatch, RunStatus};
use crate::state::clock::now;
use crate::state::{RunId, StateStore};
use crate::{Connection, ConnectionExt, Database, Error, ErrorKind, UnitOfWork};

impl<D: Database> StateStore<D> {
    /// Starts a batch of a run: a part that one worker processes.
    ///
    /// # Errors
    ///
    /// [`NotFound`](ErrorKind::NotFound) for an unknown run; [`VersionConflict`](ErrorKind::VersionConflict) for a run
    /// that has ended.
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
    /// [`VersionConflict`](ErrorKind::VersionConflict) for a batch that has already ended or does not exist.
    pub async fn finish_batch(&self, batch: &RunBatch, completed: u32, failed: u32) -> Result<(), Error> {
        let number = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
        let RunBatch { run_id, batch, .. } = batch;
        let end = RunBatch::end(run_id, *batch, &RunStatus::Completed, number(completed), number(failed));
        if end.execute(&mut self.connection()).await? > 0 {
            return Ok(());
        }
        let message = format!("batch {batch} of run {run_id} has already ended or does not exist");
        Err(Error::new(ErrorKind::VersionConflict, message).with_table("run_batches"))
    }

    /// Returns a page of the batches of a run, after the batch `after`.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    pub async fn batches(&self, run: &RunId, after: Option<i32>, limit: u32) -> Result<Vec<RunBatch>, Error> {
        let after = after.map(|batch| (run, batch));
        RunBatch::of_run(run, after, limit).all(&mut self.connection()).await
    }
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
