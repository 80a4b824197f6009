//! Completing items.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::insertion::{Insertion, changed_meanwhile};
use super::known_items::KnownItems;
use super::prepared_completion::PreparedCompletion;
use super::{ClaimedItem, CompleteOutcome, Completion, ItemState, WorkItem};
use crate::state::clock::now;
use crate::state::counters::CounterChanges;
use crate::state::{DiscoveredLink, ResourceVersion, StateStore, WorkItemId};
use crate::{Batch, Connection, Database, Error, ErrorKind, UniqueKey, UnitOfWork};

impl<D: Database> StateStore<D> {
    /// Completes an item: stores the version of its content, enqueues its links, records sightings of known resources and
    /// updates the counters of its run, all in one transaction.
    ///
    /// A link that does not fit its columns is refused alone and returned in [`CompleteOutcome::refused`] with the reason.
    ///
    /// # Errors
    ///
    /// [`LeaseLost`](crate::ErrorKind::LeaseLost) when the lease is lost, see [`ClaimedItem`], and
    /// [`Truncated`](crate::ErrorKind::Truncated) for a part of the content that is longer than its column. Then nothing
    /// is written, and the item is unchanged.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Completion, Content, Identity, NewItem, VersionInfo};
    ///
    /// # store::__example!(|store| {
    /// let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// store.enqueue(page("1")).await?;
    /// let claimed = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
    /// let completion = Completion::new().content(Content::from_bytes(b"text")).link(page("1")).link(page("2"));
    /// let completed = store.complete(&claimed, completion).await?;
    /// assert_eq!((completed.version, completed.discovered.len(), completed.duplicates), (Some(VersionInfo { number: 1, changed: true }), 1, 1));
    /// # });
    /// ```
    pub async fn complete(
        &self,
        claimed: &ClaimedItem,
        completion: Completion,
    ) -> Result<CompleteOutcome, Error> {
        let completed = self.complete_many(vec![(claimed.clone(), completion)]).await?;
        completed.into_iter().next().unwrap_or_else(|| Err(claimed.lost()))
    }

    /// Completes items in one transaction. Returns a result for each, in the same order.
    ///
    /// An item that [`complete`](Self::complete) would refuse is left unchanged, with all of its links; the others are
    /// completed.
    ///
    /// # Errors
    ///
    /// Only errors of the database; then no item was completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Completion};
    ///
    /// # store::__example!(|store, page| {
    /// # store.enqueue_many(vec![page("1"), page("2")]).await?;
    /// let claimed = store.claim(ClaimRequest::new("worker-1").limit(10)).await?;
    /// let done = claimed.into_iter().map(|claimed| (claimed, Completion::new())).collect();
    /// assert!(store.complete_many(done).await?.iter().all(|one| one.is_ok()));
    /// # });
    /// ```
    pub async fn complete_many(
        &self,
        completions: Vec<(ClaimedItem, Completion)>,
    ) -> Result<Vec<Result<CompleteOutcome, Error>>, Error> {
        let (keep_links, keep_seen) = (self.options().keep_links, self.options().keep_seen);
        let items = completions
            .into_iter()
            .map(|(claimed, completion)| PreparedCompletion::new(claimed, completion))
            .collect();
        self.database.run(CompleteItems { items, keep_links, keep_seen }).await
    }
}

struct CompleteItems {
    items: Vec<PreparedCompletion>,
    keep_links: bool,
    keep_seen: bool,
}

impl UnitOfWork for CompleteItems {
    type Output = Vec<Result<CompleteOutcome, Error>>;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<Self::Output, Error> {
        let mut results: Vec<Option<Result<CompleteOutcome, Error>>> = Vec::with_capacity(self.items.len());
        // The positions of the items whose leases hold, as far as is known.
        let (mut held, mut leases) = (Vec::new(), HashSet::new());
        for (at, item) in self.items.iter().enumerate() {
            let checked = item.check();
            // After the first completion, the lease is lost.
            if checked.is_ok() && leases.insert((item.claimed.work_item_id(), item.claimed.token())) {
                held.push(at);
            }
            results.push(checked.err().map(Err));
        }
        let mut known = KnownItems::default();
        let links = self.links_of(&held);
        if !links.is_empty() {
            known.look_up(connection, &links).await?;
        }
        while !held.is_empty() {
            let insertion = Insertion::new(self.links_of(&held), &known);
            match self.write(connection, &held, &insertion).await {
                Ok(()) => {
                    let mut queued = insertion.queued();
                    for at in held {
                        let item = &self.items[at];
                        let (links, others) = queued.split_at(item.links.len());
                        results[at] = Some(Ok(item.outcome(links)));
                        queued = others;
                    }
                    break;
                }
                Err(error) if error.kind() == ErrorKind::UnexpectedRowCount => {
                    if !self.find_cause(connection, &mut held, &mut known).await? {
                        return Err(changed_meanwhile(error));
                    }
                }
                Err(error) => return Err(error),
            }
        }
        let lost = |item: &PreparedCompletion| Err(item.claimed.lost());
        Ok(results
            .into_iter()
            .zip(&self.items)
            .map(|(result, item)| result.unwrap_or_else(|| lost(item)))
            .collect())
    }
}

impl CompleteItems {
    /// Returns the links of the items at these positions.
    fn links_of(&self, positions: &[usize]) -> Vec<&WorkItem> {
        positions.iter().flat_map(|at| &self.items[*at].links).collect()
    }

    /// Writes everything in one request; or nothing, if a lease is lost, or if another writer has inserted one of the new items
    /// since the lookup.
    async fn write<C: Connection>(
        &self,
        connection: &mut C,
        held: &[usize],
        insertion: &Insertion<'_>,
    ) -> Result<(), Error> {
        let items: Vec<&PreparedCompletion> = held.iter().map(|at| &self.items[*at]).collect();
        let versions: Vec<ResourceVersion> = items.iter().filter_map(|item| item.version_row()).collect();
        let superseded: Vec<_> = versions
            .iter()
            .filter(|version| version.version > 1)
            .map(|version| ResourceVersion::supersede(&version.work_item_id, version.version - 1))
            .collect();
        let links = self.discovered_links(insertion);
        let sightings = if self.keep_seen { insertion.later_sightings() } else { Vec::new() };
        let mut counters = CounterChanges::default();
        items.iter().for_each(|item| item.count(&mut counters));
        insertion.count(&mut counters);
        let counters = counters.into_rows();

        let mut batch = Batch::new();
        expect_completed(&mut batch, &items);
        batch.execute_many(&superseded);
        batch.insert_many(&versions);
        insertion.add_to(&mut batch);
        batch.upsert_many(&links, UniqueKey::PRIMARY);
        batch.upsert_many(&sightings, UniqueKey::PRIMARY);
        batch.upsert_many(&counters, UniqueKey::PRIMARY);
        connection.batch(batch).await.map(|_| ())
    }

    /// Returns the rows of every link, or only of the links to new items.
    fn discovered_links(&self, insertion: &Insertion<'_>) -> Vec<DiscoveredLink> {
        let now = now();
        let mut kept: BTreeMap<(&WorkItemId, &WorkItemId), DiscoveredLink> = BTreeMap::new();
        for (link, queued) in insertion.pairs() {
            let Some(from) = &link.discovered_from else { continue };
            if self.keep_links || queued.is_new {
                let row = kept.entry((from, queued.work_item_id)).or_insert_with(|| DiscoveredLink {
                    from_item: from.clone(),
                    to_item: queued.work_item_id.clone(),
                    run_id: None,
                    first_seen_at: now,
                    last_seen_at: now,
                });
                row.run_id = link.run_id.clone().or_else(|| row.run_id.take());
            }
        }
        kept.into_values().collect()
    }

    /// Finds the cause of a failed guard, in one request: removes the positions of items whose lease is lost, and looks up the
    /// items of the links again. Returns whether it has found one.
    async fn find_cause<C: Connection>(
        &self,
        connection: &mut C,
        held: &mut Vec<usize>,
        known: &mut KnownItems,
    ) -> Result<bool, Error> {
        let ids: Vec<WorkItemId> =
            held.iter().map(|at| self.items[*at].claimed.work_item_id().clone()).collect();
        let hashes = known.unknown(&self.links_of(held));
        let mut batch = Batch::new();
        let items = batch.select(ItemState::with_ids(&ids));
        let lookups = KnownItems::add_lookups(&mut batch, &hashes);
        let mut results = connection.batch(batch).await?;
        let items: HashMap<WorkItemId, ItemState> =
            results.take(items)?.into_iter().map(|item| (item.work_item_id.clone(), item)).collect();
        let before = held.len();
        held.retain(|at| {
            let claimed = &self.items[*at].claimed;
            items.get(claimed.work_item_id()).is_some_and(|item| claimed.is_held(item))
        });
        Ok(known.learn(&mut results, lookups)? || held.len() < before)
    }
}

/// Adds the updates that mark items as completed, with the guard that all leases hold.
fn expect_completed<'a>(batch: &mut Batch<'a>, items: &[&'a PreparedCompletion]) {
    let (mut same_run, mut other_run) = (Vec::new(), Vec::new());
    for item in items {
        let (version, hash) = item.newest();
        let (id, token, run) = (item.claimed.work_item_id(), item.claimed.token(), item.claimed.run());
        // The run usually stays the same. To set it again would replace its entry in the index.
        if run == item.claimed.item().run_id.as_ref() {
            same_run.push(WorkItem::complete(id, token, version, hash));
        } else {
            other_run.push(WorkItem::complete_for(id, token, run, version, hash));
        }
    }
    let completed = batch.execute_many(&same_run);
    batch.expect(completed, same_run.len() as u64);
    let completed = batch.execute_many(&other_run);
    batch.expect(completed, other_run.len() as u64);
}
