//! Taking items to work on them.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use crate::state::column_text::{ColumnText, significant};
use crate::state::options::lease;
use crate::state::{ClaimedItem, RunId, Source, SourceControl, StateStore, Target, WorkItem, WorkItemId};
use crate::{Connection, Database, Error, UnitOfWork};

/// Parameters of a claim: worker, limit, lease, sources, run.
///
/// ```
/// use std::time::Duration;
/// use store::state::{ClaimRequest, RunId, Source};
///
/// let request = ClaimRequest::new("worker-1")
///     .limit(16)
///     .lease(Duration::from_secs(60))
///     .source(&Source::new("mediawiki", "wikipedia"))
///     .run(RunId::from("nightly-7"));
/// # let _ = request;
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is taken until the request is made"]
pub struct ClaimRequest {
    worker: String,
    limit: u32,
    lease: Option<Duration>,
    sources: Option<Vec<String>>,
    run: Option<RunId>,
}

impl ClaimRequest {
    /// One item of any source for this worker.
    ///
    /// The name must be the worker's own: by it a worker that was restarted takes back what it had.
    pub fn new(worker: impl Into<String>) -> Self {
        Self { worker: worker.into(), limit: 1, lease: None, sources: None, run: None }
    }

    /// At most so many.
    pub fn limit(mut self, items: u32) -> Self {
        self.limit = items;
        self
    }

    /// For so long: from 1 ms to 24 days.
    pub fn lease(mut self, lease: Duration) -> Self {
        self.lease = Some(lease);
        self
    }

    /// Of this source; called again, of that one too.
    pub fn source(mut self, source: &Source) -> Self {
        self.sources.get_or_insert_default().push(source.key());
        self
    }

    /// For this run, which what comes of the items is then counted for.
    pub fn run(mut self, run: RunId) -> Self {
        self.run = Some(run);
        self
    }

    /// The lease, and its milliseconds.
    fn lease_or(&self, usual: Duration) -> Result<(Duration, i32), Error> {
        let chosen = self.lease.unwrap_or(usual);
        Ok((chosen, lease(chosen)?))
    }
}

impl<D: Database> StateStore<D> {
    /// Claims items: the lowest priority first, then the lowest rank, then the oldest.
    ///
    /// No item is claimed by two workers. Sources that are paused, draining or within their crawl delay give none; a
    /// source with a minimum delay gives one item at a time.
    ///
    /// # Errors
    ///
    /// [`Misuse`](crate::ErrorKind::Misuse) for a lease out of range; else those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Identity, NewItem};
    ///
    /// # store::__example!(|store| {
    /// let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// store.enqueue_many(vec![page("1"), page("2").priority(1)]).await?;
    /// let claimed = store.claim(ClaimRequest::new("worker-1").limit(10)).await?;
    /// let ids: Vec<&str> = claimed.iter().map(|one| one.item().resource_id.as_str()).collect();
    /// assert_eq!(ids, ["2", "1"]);
    /// assert!(store.claim(ClaimRequest::new("worker-2")).await?.is_empty());
    /// # });
    /// ```
    pub async fn claim(&self, request: ClaimRequest) -> Result<Vec<ClaimedItem>, Error> {
        request.lease_or(self.shared.options.lease)?;
        let swept = self.shared.is_sweep_due();
        if swept {
            self.sweep().await?;
        }
        let limit = request.limit;
        let mut claimed = self.take(request.clone()).await?;
        let missing = limit.saturating_sub(u32::try_from(claimed.len()).unwrap_or(u32::MAX));
        // There may be more whose lease or whose wait has just ended.
        if missing > 0 && !swept && self.sweep().await?.reopened() > 0 {
            claimed.extend(self.take(request.limit(missing)).await?);
        }
        Ok(claimed)
    }

    /// Claims the items that this worker had before, under new leases: the first call after a restart, instead of
    /// waiting for the old leases to expire.
    ///
    /// # Errors
    ///
    /// [`Misuse`](crate::ErrorKind::Misuse) for a lease out of range; else those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::ClaimRequest;
    ///
    /// # store::__example!(|store, page| {
    /// # store.enqueue(page("1")).await?;
    /// let before = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
    /// // Its process was killed and is started again.
    /// let back = store.reclaim(ClaimRequest::new("worker-1").limit(10)).await?;
    /// assert!(back[0].token() > before.token());
    /// assert!(store.renew(&before).await.is_err());
    /// # });
    /// ```
    pub async fn reclaim(&self, request: ClaimRequest) -> Result<Vec<ClaimedItem>, Error> {
        let (lease, milliseconds) = request.lease_or(self.shared.options.lease)?;
        let taken = WorkItem::reclaim(&request.worker, milliseconds, request.limit);
        let items = taken.all(&mut self.connection()).await?;
        Ok(claimed(items, &request, lease))
    }

    async fn take(&self, request: ClaimRequest) -> Result<Vec<ClaimedItem>, Error> {
        let (lease, milliseconds) = request.lease_or(self.shared.options.lease)?;
        let take = Take { request, milliseconds };
        let items = match self.database.run(take.clone()).await? {
            Taken::Items(items) => items,
            Taken::Controlled => self.database.transaction(TakeControlled(take.clone())).await?,
        };
        Ok(claimed(items, &take.request, lease))
    }
}

fn claimed(items: Vec<WorkItem>, request: &ClaimRequest, lease: Duration) -> Vec<ClaimedItem> {
    items.into_iter().map(|item| ClaimedItem { item, run: request.run.clone(), lease }).collect()
}

#[derive(Clone)]
struct Take {
    request: ClaimRequest,
    /// How long the lease is.
    milliseconds: i32,
}

enum Taken {
    Items(Vec<WorkItem>),
    /// Nothing yet: some source is paused or asked politely.
    Controlled,
}

impl Take {
    async fn next<C: Connection>(
        &self,
        connection: &mut C,
        blocked: Option<&[&str]>,
        limit: u32,
    ) -> Result<Vec<WorkItem>, Error> {
        let sources: Option<Vec<&str>> =
            self.request.sources.as_ref().map(|keys| keys.iter().map(String::as_str).collect());
        let (worker, lease) = (Some(self.request.worker.as_str()), self.milliseconds);
        // One source has its items in order in an index; those of several must be sorted.
        if let Some([source]) = sources.as_deref() {
            if blocked.is_some_and(|blocked| blocked.iter().any(|key| *key == significant(source))) {
                return Ok(Vec::new());
            }
            return WorkItem::next_of(source, worker, lease, limit).all(connection).await;
        }
        WorkItem::next(sources.as_deref(), blocked, worker, lease, limit).all(connection).await
    }
}

/// The usual case, in which no source has anything special: two statements that may stand alone.
impl UnitOfWork for Take {
    type Output = Taken;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<Taken, Error> {
        if self.request.limit == 0 {
            return Ok(Taken::Items(Vec::new()));
        }
        if SourceControl::active().first(connection).await?.is_some() {
            return Ok(Taken::Controlled);
        }
        self.next(connection, None, self.request.limit).await.map(Taken::Items)
    }
}

/// Items are taken in order and those handed back whose source has had its turn, all in one transaction: nobody sees
/// what is handed back.
struct TakeControlled(Take);

impl UnitOfWork for TakeControlled {
    type Output = Vec<WorkItem>;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<Vec<WorkItem>, Error> {
        let controls = SourceControl::active().all(connection).await?;
        let delays: HashMap<ColumnText, i32> = controls
            .iter()
            .filter(|control| control.min_delay_ms > 0)
            .map(|control| (control.source_key.as_str().into(), control.min_delay_ms))
            .collect();
        let mut blocked: HashSet<ColumnText> = SourceControl::blocked()
            .all(connection)
            .await?
            .into_iter()
            .map(|control| control.source_key.into())
            .collect();
        let mut kept: Vec<WorkItem> = Vec::new();
        if blocked.contains(&Target::ALL.into()) {
            return Ok(kept);
        }
        loop {
            let missing = self.0.request.limit.saturating_sub(u32::try_from(kept.len()).unwrap_or(u32::MAX));
            if missing == 0 {
                return Ok(kept);
            }
            let passed_over: Vec<&str> = blocked.iter().map(ColumnText::as_str).collect();
            let items = self.0.next(connection, Some(&passed_over), missing).await?;
            let mut too_many: Vec<WorkItemId> = Vec::new();
            for item in items {
                let source = ColumnText::from(item.source_key.as_str());
                match delays.get(&source) {
                    None => kept.push(item),
                    Some(delay) => {
                        let first = blocked.insert(source);
                        // Another worker may have taken the turn a moment ago.
                        if first
                            && SourceControl::take_turn(&item.source_key, *delay).execute(connection).await?
                                > 0
                        {
                            kept.push(item);
                        } else {
                            too_many.push(item.work_item_id);
                        }
                    }
                }
            }
            if too_many.is_empty() {
                return Ok(kept);
            }
            WorkItem::hand_back(&too_many).execute(connection).await?;
        }
    }
}
