//! Starting, ending and listing runs.

use super::{IngestRun, NewRun, RunStatus};
use crate::state::{RunId, StateStore};
use crate::{ConnectionExt, Database, Error, ErrorKind};

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
    /// [`NotFound`](ErrorKind::NotFound) for an unknown run; [`VersionConflict`](ErrorKind::VersionConflict) for a run
    /// that has already ended.
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

    async fn end_run(&self, run: &RunId, status: RunStatus, reason: Option<&str>) -> Result<(), Error> {
        let mut connection = self.connection();
        if IngestRun::end(run, &status, reason).execute(&mut connection).await? > 0 {
            return Ok(());
        }
        Err(not_running(run, connection.get::<IngestRun>(run).await?.as_ref()))
    }

    /// Returns the newest runs, optionally of one name or one status.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
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
    /// Only errors of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::NewRun;
    ///
    /// # store::__example!(|store| {
    /// let run = store.start_run(NewRun::new("nightly")).await?.run_id;
    /// let next = store.start_run(NewRun::new("nightly").parent(run.clone())).await?;
    /// assert_eq!(store.runs_after(&run).await?, [next]);
    /// # });
    /// ```
    pub async fn runs_after(&self, run: &RunId) -> Result<Vec<IngestRun>, Error> {
        IngestRun::children_of(run).all(&mut self.connection()).await
    }
}

/// Returns the error for a run that cannot end or start a batch, given the run that was found.
pub(super) fn not_running(run: &RunId, found: Option<&IngestRun>) -> Error {
    let error = match found {
        None => Error::new(ErrorKind::NotFound, format!("no run has the id {run}: start a run first")),
        Some(found) => Error::new(
            ErrorKind::VersionConflict,
            format!("run {run} has already ended ({}): start a new run with it as the parent", found.status),
        ),
    };
    error.with_table("ingest_runs")
}
