//! Claiming items.

use std::collections::{HashMap, HashSet};
use std::time::Duration;

use super::{Candidate, ClaimRequest, ClaimedItem, WorkItem};
use crate::state::column_text::{ColumnText, significant};
use crate::state::{ControlTarget, SourceControl, StateStore, WorkItemId};
use crate::{Batch, Connection, Database, Error, ErrorKind, UnitOfWork};

/// The number of times that a claim from several sources looks for items that no other worker takes first.
const ROUNDS: usize = 3;

impl<D: Database> StateStore<D> {
    /// Claims items: the lowest priority first, then the lowest rank, then the oldest.
    ///
    /// No item is claimed by two workers. A source that is paused, draining or within its crawl delay hands out no
    /// item; a source with a crawl delay hands out one item at a time.
    ///
    /// # Errors
    ///
    /// [`Misuse`](crate::ErrorKind::Misuse) for a lease out of range; otherwise errors of the database.
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
        request.lease_or(self.options().lease)?;
        let swept = self.is_sweep_due();
        if swept {
            self.sweep().await?;
        }
        let limit = request.limit;
        let mut claimed = self.claim_pending(request.clone()).await?;
        let missing = limit.saturating_sub(u32::try_from(claimed.len()).unwrap_or(u32::MAX));
        // A lease may have expired, or a retry may have become due, since the last sweep.
        if missing > 0 && !swept && self.sweep().await?.reopened() > 0 {
            claimed.extend(self.claim_pending(request.limit(missing)).await?);
        }
        Ok(claimed)
    }

    /// Claims the items that the worker held before, under new leases: the first call after a restart, instead of
    /// waiting for the old leases to expire.
    ///
    /// # Errors
    ///
    /// [`Misuse`](crate::ErrorKind::Misuse) for a lease out of range; otherwise errors of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::ClaimRequest;
    ///
    /// # store::__example!(|store, page| {
    /// # store.enqueue(page("1")).await?;
    /// let before = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
    /// // The process of the worker is killed and started again.
    /// let after = store.reclaim(ClaimRequest::new("worker-1").limit(10)).await?;
    /// assert!(after[0].token() > before.token());
    /// assert!(store.renew(&before).await.is_err());
    /// # });
    /// ```
    pub async fn reclaim(&self, request: ClaimRequest) -> Result<Vec<ClaimedItem>, Error> {
        let (lease, milliseconds) = request.lease_or(self.options().lease)?;
        let reclaim = WorkItem::reclaim(&request.worker, milliseconds, request.limit);
        let items = reclaim.all(&mut self.connection()).await?;
        Ok(with_lease(items, &request, lease))
    }

    async fn claim_pending(&self, request: ClaimRequest) -> Result<Vec<ClaimedItem>, Error> {
        let (lease, lease_ms) = request.lease_or(self.options().lease)?;
        let claim = Claim { request, lease_ms };
        let items = match self.database.run(claim.clone()).await? {
            Claimed::Items(items) => items,
            Claimed::SourcesAreControlled => {
                self.database.transaction(ControlledClaim(claim.clone())).await?
            }
        };
        Ok(with_lease(items, &claim.request, lease))
    }
}

fn with_lease(items: Vec<WorkItem>, request: &ClaimRequest, lease: Duration) -> Vec<ClaimedItem> {
    items.into_iter().map(|item| ClaimedItem { item, run: request.run.clone(), lease }).collect()
}

/// A claim while no source has settings.
#[derive(Clone)]
struct Claim {
    request: ClaimRequest,
    lease_ms: i32,
}

enum Claimed {
    Items(Vec<WorkItem>),
    /// Nothing was claimed, since some source is paused, draining or delayed.
    SourcesAreControlled,
}

impl Claim {
    /// Claims the next items of sources other than `blocked`; with `None`, of all sources if none has settings, and otherwise
    /// fails with [`UnexpectedRowCount`](ErrorKind::UnexpectedRowCount).
    async fn next<C: Connection>(
        &self,
        connection: &mut C,
        blocked: Option<&[&str]>,
        limit: u32,
    ) -> Result<Vec<WorkItem>, Error> {
        let (worker, lease) = (Some(self.request.worker.as_str()), self.lease_ms);
        let mut batch = Batch::new();
        if blocked.is_none() {
            let active = batch.select(SourceControl::first_active());
            batch.expect(active, 0);
        }
        let Some(sources) = &self.request.sources else {
            let claimed = batch.claim(WorkItem::next(blocked, worker, lease, limit));
            return connection.batch(batch).await?.take(claimed);
        };
        let is_blocked = |source: &str| blocked.is_some_and(|blocked| blocked.contains(&significant(source)));
        let sources: Vec<&str> =
            sources.iter().map(String::as_str).filter(|source| !is_blocked(source)).collect();
        match sources.as_slice() {
            [] => Ok(Vec::new()),
            [source] => {
                let claimed = batch.claim(WorkItem::next_of(source, worker, lease, limit));
                connection.batch(batch).await?.take(claimed)
            }
            sources => self.next_of_several(connection, batch, sources, limit).await,
        }
    }

    /// Claims the next items of several sources, of which each has its items in order in an index. `batch` has the statements
    /// that run first.
    async fn next_of_several<'a, C: Connection>(
        &'a self,
        connection: &mut C,
        mut batch: Batch<'a>,
        sources: &[&'a str],
        limit: u32,
    ) -> Result<Vec<WorkItem>, Error> {
        let (worker, lease) = (Some(self.request.worker.as_str()), self.lease_ms);
        for _ in 0..ROUNDS {
            let first_of = |source: &&'a str| batch.select(Candidate::first_of(source, limit));
            let slots: Vec<_> = sources.iter().map(first_of).collect();
            let mut results = connection.batch(batch).await?;
            batch = Batch::new();
            let mut candidates = Vec::new();
            for slot in slots {
                candidates.extend(results.take(slot)?);
            }
            let ids = Candidate::first(candidates, limit);
            if ids.is_empty() {
                break;
            }
            let items = WorkItem::next_with_ids(&ids, worker, lease, limit).all(connection).await?;
            // Other workers may have taken all of the candidates.
            if !items.is_empty() {
                return Ok(items);
            }
        }
        Ok(Vec::new())
    }
}

impl UnitOfWork for Claim {
    type Output = Claimed;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<Claimed, Error> {
        if self.request.limit == 0 {
            return Ok(Claimed::Items(Vec::new()));
        }
        match self.next(connection, None, self.request.limit).await {
            Err(error) if error.kind() == ErrorKind::UnexpectedRowCount => Ok(Claimed::SourcesAreControlled),
            claimed => claimed.map(Claimed::Items),
        }
    }
}

/// A claim while some source has settings. Items are claimed in order, and items of a source that has had its turn are
/// handed back, all in one transaction: no other connection sees the items that are handed back.
struct ControlledClaim(Claim);

impl UnitOfWork for ControlledClaim {
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
        if blocked.contains(&ControlTarget::ALL_KEY.into()) {
            return Ok(kept);
        }
        loop {
            let missing = self.0.request.limit.saturating_sub(u32::try_from(kept.len()).unwrap_or(u32::MAX));
            if missing == 0 {
                return Ok(kept);
            }
            let blocked_keys: Vec<&str> = blocked.iter().map(ColumnText::as_str).collect();
            let items = self.0.next(connection, Some(&blocked_keys), missing).await?;
            let mut handed_back: Vec<WorkItemId> = Vec::new();
            for item in items {
                let source = ColumnText::from(item.source_key.as_str());
                let Some(delay) = delays.get(&source) else {
                    kept.push(item);
                    continue;
                };
                let is_first = blocked.insert(source);
                // Another worker may have taken the turn of the source since the settings were read.
                if is_first
                    && SourceControl::take_turn(&item.source_key, *delay).execute(connection).await? > 0
                {
                    kept.push(item);
                } else {
                    handed_back.push(item.work_item_id);
                }
            }
            if handed_back.is_empty() {
                return Ok(kept);
            }
            WorkItem::hand_back(&handed_back).execute(connection).await?;
        }
    }
}
