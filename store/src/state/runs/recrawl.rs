//! Returning finished items to the queue.

use crate::state::counters::CounterChanges;
use crate::state::queue::BATCH;
use crate::state::sources::SourceFilter;
use crate::state::{RunId, StateStore, Status, WorkItem, WorkItemId};
use crate::{Connection, Database, Error, ErrorKind, UnitOfWork};

/// The items to return to the queue, and the run to return them for.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use = "nothing is returned to the queue until `reset_for_recrawl` is called"]
pub struct Recrawl {
    run: RunId,
    source: SourceFilter,
    statuses: Vec<Status>,
    dry_run: bool,
}

impl Recrawl {
    /// Selects all completed items, for a new run whose parent is the run that crawled them before.
    pub fn new(run: RunId) -> Self {
        Self { run, source: SourceFilter::default(), statuses: vec![Status::Completed], dry_run: false }
    }

    /// Selects only items of this kind of source system.
    pub fn source_system(mut self, system: impl Into<String>) -> Self {
        self.source.system = Some(system.into());
        self
    }

    /// Selects only items of the source system of this name.
    pub fn source_name(mut self, name: impl Into<String>) -> Self {
        self.source.name = Some(name.into());
        self
    }

    /// Sets the statuses to select: completed, failed or skipped. Default: completed.
    pub fn statuses(mut self, statuses: &[Status]) -> Self {
        self.statuses = statuses.to_vec();
        self
    }

    /// Only counts the items.
    pub fn dry_run(mut self) -> Self {
        self.dry_run = true;
        self
    }
}

impl<D: Database> StateStore<D> {
    /// Returns finished items to the queue for a new run, and returns their number.
    ///
    /// Earlier results are kept: the versions, with the runs that fetched them, and the counters of those runs. Items
    /// are processed in batches; after an interruption the same call does the rest.
    ///
    /// # Errors
    ///
    /// [`Misuse`](ErrorKind::Misuse) for a status of unfinished items.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Completion, NewRun, Recrawl};
    ///
    /// # store::__example!(|store, page| {
    /// # store.enqueue(page("1")).await?;
    /// # let claimed = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
    /// # store.complete(&claimed, Completion::new()).await?;
    /// let run = store.start_run(NewRun::new("crawl")).await?.run_id;
    /// let recrawl = Recrawl::new(run).source_system("http");
    /// assert_eq!(store.reset_for_recrawl(&recrawl.clone().dry_run()).await?, 1);
    /// assert_eq!(store.reset_for_recrawl(&recrawl).await?, 1);
    /// assert_eq!(store.claim(ClaimRequest::new("worker-1")).await?.len(), 1);
    /// # });
    /// ```
    pub async fn reset_for_recrawl(&self, recrawl: &Recrawl) -> Result<u64, Error> {
        self.reset_for_recrawl_with_progress(recrawl, |_| {}).await
    }

    /// Like [`reset_for_recrawl`](Self::reset_for_recrawl); calls `progress` after each batch with the number of items
    /// returned to the queue so far.
    ///
    /// # Errors
    ///
    /// As [`reset_for_recrawl`](Self::reset_for_recrawl).
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{NewRun, Recrawl};
    ///
    /// # store::__example!(|store| {
    /// let run = store.start_run(NewRun::new("crawl")).await?.run_id;
    /// let mut returned = 0;
    /// let result = store.reset_for_recrawl_with_progress(&Recrawl::new(run), |items| returned = items).await;
    /// // Known after an error, too.
    /// println!("{returned} items are back in the queue");
    /// # assert_eq!(result?, returned);
    /// # });
    /// ```
    pub async fn reset_for_recrawl_with_progress(
        &self,
        recrawl: &Recrawl,
        mut progress: impl FnMut(u64) + Send,
    ) -> Result<u64, Error> {
        if let Some(status) = recrawl.statuses.iter().find(|status| !status.is_finished()) {
            let message = format!(
                "items with the status `{status}` are in the queue: choose completed, failed or skipped"
            );
            return Err(Error::new(ErrorKind::Misuse, message));
        }
        let mut total = 0;
        for (at, status) in recrawl.statuses.iter().enumerate() {
            if recrawl.statuses[..at].contains(status) {
                continue;
            }
            if recrawl.dry_run {
                let (key, (system, name)) = (recrawl.source.key(), recrawl.source.parts());
                let count = WorkItem::matching(status, key.as_deref(), system, name, &recrawl.run);
                total += u64::try_from(count.total(&mut self.connection()).await?).unwrap_or_default();
                continue;
            }
            let batch = |items| {
                total += items;
                progress(total);
            };
            self.reset_status(recrawl, *status, batch).await?;
        }
        Ok(total)
    }

    /// Returns the items with a status to the queue; calls `batch` with the number of items of each batch.
    async fn reset_status(
        &self,
        recrawl: &Recrawl,
        status: Status,
        mut batch: impl FnMut(u64) + Send,
    ) -> Result<(), Error> {
        // Sorts before all ids.
        let mut after = WorkItemId::from("");
        loop {
            let unit = ResetBatch { recrawl: recrawl.clone(), status, after };
            let (done, last) = self.database.transaction(unit).await?;
            batch(done);
            match last {
                Some(last) if done == u64::from(BATCH) => after = last,
                _ => return Ok(()),
            }
        }
    }
}

struct ResetBatch {
    recrawl: Recrawl,
    status: Status,
    /// The last item of the previous batch: no batch reads the items before it again.
    after: WorkItemId,
}

impl UnitOfWork for ResetBatch {
    type Output = (u64, Option<WorkItemId>);

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<Self::Output, Error> {
        let Recrawl { run, source, .. } = &self.recrawl;
        let (key, (system, name)) = (source.key(), source.parts());
        let reset =
            WorkItem::recrawl(&self.status, key.as_deref(), system, name, run, &self.after, Some(run), BATCH);
        let items = reset.all(connection).await?;
        let mut counters = CounterChanges::default();
        for item in &items {
            counters.status_changed(&item.source_key, (self.status, None), (Status::Pending, Some(run)));
        }
        counters.write(connection).await?;
        let last = items.last().map(|item| item.work_item_id.clone());
        Ok((items.len() as u64, last))
    }
}
