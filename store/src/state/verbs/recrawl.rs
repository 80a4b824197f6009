//! Crawling again what was crawled, without seeds.

use super::sweep::BATCH;
use crate::state::counters::CounterChanges;
use crate::state::{RunId, StateStore, Status, WorkItem, WorkItemId};
use crate::{Connection, Database, Error, ErrorKind, UnitOfWork};

/// The items to return to the queue, and the run to return them for.
#[derive(Clone, Debug)]
#[must_use = "nothing is put back until it is done"]
pub struct Recrawl {
    run: RunId,
    source_system: Option<String>,
    source_name: Option<String>,
    statuses: Vec<Status>,
    dry_run: bool,
}

impl Recrawl {
    /// All items that are completed, for this run: a new one, whose parent is the run that crawled them before.
    pub fn new(run: RunId) -> Self {
        Self {
            run,
            source_system: None,
            source_name: None,
            statuses: vec![Status::Completed],
            dry_run: false,
        }
    }

    /// Only those of this kind of system.
    pub fn source_system(mut self, system: impl Into<String>) -> Self {
        self.source_system = Some(system.into());
        self
    }

    /// Only those of the system of this name.
    pub fn source_name(mut self, name: impl Into<String>) -> Self {
        self.source_name = Some(name.into());
        self
    }

    /// Those that stand so instead: completed, failed or skipped.
    pub fn statuses(mut self, statuses: &[Status]) -> Self {
        self.statuses = statuses.to_vec();
        self
    }

    /// Only tells how many it would be.
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
    /// [`Misuse`](ErrorKind::Misuse) for the status of items that are not finished.
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
    /// let mut back = 0;
    /// let done = store.reset_for_recrawl_with_progress(&Recrawl::new(run), |items| back = items).await;
    /// // Also after an error.
    /// println!("{back} items are back in the queue");
    /// # assert_eq!(done?, back);
    /// # });
    /// ```
    pub async fn reset_for_recrawl_with_progress(
        &self,
        recrawl: &Recrawl,
        mut progress: impl FnMut(u64) + Send,
    ) -> Result<u64, Error> {
        if let Some(status) = recrawl.statuses.iter().find(|status| !status.is_finished()) {
            let message = format!(
                "items that are {status:?} are in the queue already: name completed, failed or skipped"
            );
            return Err(Error::new(ErrorKind::Misuse, message));
        }
        let mut total = 0;
        for (at, status) in recrawl.statuses.iter().enumerate() {
            if recrawl.statuses[..at].contains(status) {
                continue;
            }
            if recrawl.dry_run {
                let (system, name) = (recrawl.source_system.as_deref(), recrawl.source_name.as_deref());
                let count = WorkItem::matching(status, system, name, &recrawl.run);
                total += u64::try_from(count.total(&mut self.connection()).await?).unwrap_or_default();
                continue;
            }
            let batch = |items| {
                total += items;
                progress(total);
            };
            self.reset(recrawl, *status, batch).await?;
        }
        Ok(total)
    }

    /// Puts the items of a status back; calls `batch` with the number of items of each batch.
    async fn reset(
        &self,
        recrawl: &Recrawl,
        status: Status,
        mut batch: impl FnMut(u64) + Send,
    ) -> Result<(), Error> {
        // Before all ids.
        let mut after = WorkItemId::from("");
        loop {
            let unit = Reset { recrawl: recrawl.clone(), status, after };
            let (done, last) = self.database.transaction(unit).await?;
            batch(done);
            match last {
                Some(last) if done == u64::from(BATCH) => after = last,
                _ => return Ok(()),
            }
        }
    }
}

struct Reset {
    recrawl: Recrawl,
    status: Status,
    /// The last item of the batch before, so that no batch looks at those before it again.
    after: WorkItemId,
}

impl UnitOfWork for Reset {
    type Output = (u64, Option<WorkItemId>);

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<Self::Output, Error> {
        let Recrawl { run, source_system, source_name, .. } = &self.recrawl;
        let (system, name) = (source_system.as_deref(), source_name.as_deref());
        let reset = WorkItem::recrawl(&self.status, system, name, run, &self.after, Some(run), BATCH);
        let items = reset.all(connection).await?;
        let mut counters = CounterChanges::default();
        for item in &items {
            counters.moved(&item.source_key, (self.status, None), (Status::Pending, Some(run)));
        }
        counters.write(connection).await?;
        let last = items.last().map(|item| item.work_item_id.clone());
        Ok((items.len() as u64, last))
    }
}
