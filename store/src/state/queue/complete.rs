//! Completing items.

use std::collections::BTreeMap;

use super::insertion::{QueuedItem, insert_items, record_sightings};
use super::{ClaimedItem, CompleteOutcome, Completion, Content, NewItem, RefusedLink, VersionInfo, WorkItem};
use crate::queries::KeyedUpdate;
use crate::state::clock::now;
use crate::state::counters::CounterChanges;
use crate::state::{DiscoveredLink, ResourceVersion, StateStore, Status, WorkItemId};
use crate::{Connection, ConnectionExt, Database, Error, Table, UniqueKey, UnitOfWork};

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
        let items =
            completions.into_iter().map(|(claimed, completion)| Prepared::new(claimed, completion)).collect();
        self.database.transaction(CompleteItems { items, keep_links, keep_seen }).await
    }
}

/// An item and its result, ready to be written.
struct Prepared {
    claimed: ClaimedItem,
    content: Option<Content>,
    links: Vec<WorkItem>,
    refused: Vec<RefusedLink>,
}

impl Prepared {
    fn new(claimed: ClaimedItem, completion: Completion) -> Self {
        let (mut links, mut refused) = (Vec::new(), Vec::new());
        for link in completion.links {
            let mut item = link.into_work_item();
            item.run_id = item.run_id.or_else(|| claimed.run().cloned());
            item.discovered_in = item.run_id.clone();
            item.discovered_from = item.discovered_from.or_else(|| Some(claimed.work_item_id().clone()));
            let link = NewItem::from_work_item(item);
            match link.check() {
                Ok(()) => links.push(link.into_work_item()),
                Err(error) => refused.push(RefusedLink { link, error }),
            }
        }
        Self { claimed, content: completion.content, links, refused }
    }

    /// Checks that the content fits its columns.
    fn check(&self) -> Result<(), Error> {
        self.version_row().map_or(Ok(()), |version| version.values().map(|_| ()))
    }

    /// Returns the new version, if there is content.
    fn version(&self) -> Option<VersionInfo> {
        let (content, item) = (self.content.as_ref()?, self.claimed.item());
        Some(VersionInfo { number: item.version + 1, changed: item.content_hash != Some(content.hash) })
    }

    fn version_row(&self) -> Option<ResourceVersion> {
        let (content, version) = (self.content.as_ref()?, self.version()?);
        Some(ResourceVersion {
            work_item_id: self.claimed.work_item_id().clone(),
            version: version.number,
            run_id: self.claimed.run().cloned(),
            attempt: self.claimed.item().attempt,
            content_hash: content.hash,
            size: content.size,
            content_type: content.content_type.clone(),
            status_code: content.status_code,
            location: content.location.clone(),
            metadata: content.metadata.clone(),
            fetched_at: content.fetched_at,
            changed: version.changed,
            superseded_at: None,
        })
    }

    /// Returns the number and the hash of the newest version after the completion.
    fn newest(&self) -> (i32, Option<&[u8; 32]>) {
        let item = self.claimed.item();
        let version = self.version().map_or(item.version, |version| version.number);
        let hash = self.content.as_ref().map(|content| &content.hash).or(item.content_hash.as_ref());
        (version, hash)
    }

    fn count(&self, counters: &mut CounterChanges) {
        let (source, run) = (self.claimed.item().source_key.as_str(), self.claimed.run());
        counters.status_changed(source, self.claimed.open_status(), (Status::Completed, run));
        if let (Some(content), Some(VersionInfo { changed, .. })) = (&self.content, self.version())
            && let Some(counter) = counters.of_run(run, source)
        {
            *(if changed { &mut counter.changed } else { &mut counter.unchanged }) += 1;
            counter.bytes += content.size;
        }
    }

    /// Returns the effects, with the items that this item's links lead to.
    fn outcome(&self, links: impl Iterator<Item = QueuedItem>) -> CompleteOutcome {
        let mut completed = CompleteOutcome {
            version: self.version(),
            discovered: Vec::new(),
            duplicates: 0,
            refused: self.refused.clone(),
        };
        for link in links {
            if link.is_new {
                completed.discovered.push(link.work_item_id);
            } else {
                completed.duplicates += 1;
            }
        }
        completed
    }
}

struct CompleteItems {
    items: Vec<Prepared>,
    keep_links: bool,
    keep_seen: bool,
}

impl UnitOfWork for CompleteItems {
    type Output = Vec<Result<CompleteOutcome, Error>>;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<Self::Output, Error> {
        let mut results: Vec<Result<(), Error>> = self.items.iter().map(Prepared::check).collect();
        let fit: Vec<usize> = (0..results.len()).filter(|at| results[*at].is_ok()).collect();
        for (at, held) in fit.iter().zip(self.mark_completed(connection, &fit).await?) {
            if !held {
                results[*at] = Err(self.items[*at].claimed.lost());
            }
        }
        let completed: Vec<&Prepared> = self
            .items
            .iter()
            .zip(&results)
            .filter(|(_, result)| result.is_ok())
            .map(|(item, _)| item)
            .collect();
        write_versions(connection, &completed).await?;
        let mut counters = CounterChanges::default();
        let mut links = Vec::new();
        for item in completed {
            links.extend_from_slice(&item.links);
            item.count(&mut counters);
        }
        let queued = insert_items(connection, &links, &mut counters).await?;
        self.write_links(connection, &links, &queued).await?;
        if self.keep_seen {
            record_sightings(connection, &links, &queued).await?;
        }
        counters.write(connection).await?;

        let mut queued = queued.into_iter();
        let outcome = |(item, result): (&Prepared, Result<(), Error>)| {
            result.map(|()| item.outcome(queued.by_ref().take(item.links.len())))
        };
        Ok(self.items.iter().zip(results).map(outcome).collect())
    }
}

/// Writes the new versions, and the time at which they replace the previous ones.
async fn write_versions<C: Connection>(connection: &mut C, items: &[&Prepared]) -> Result<(), Error> {
    let versions: Vec<ResourceVersion> = items.iter().filter_map(|item| item.version_row()).collect();
    let superseded: Vec<_> = versions
        .iter()
        .filter(|version| version.version > 1)
        .map(|version| ResourceVersion::supersede(&version.work_item_id, version.version - 1))
        .collect();
    KeyedUpdate::execute_many(connection, &superseded).await?;
    if !versions.is_empty() {
        connection.insert_many(&versions).await?;
    }
    Ok(())
}

impl CompleteItems {
    /// Marks the items at these positions as completed. Returns for each whether its lease holds.
    async fn mark_completed<C: Connection>(
        &self,
        connection: &mut C,
        positions: &[usize],
    ) -> Result<Vec<bool>, Error> {
        let items = || positions.iter().map(|at| &self.items[*at]).enumerate();
        // The run usually stays the same. To set it again would replace its entry in the index.
        let keeps_run = |item: &Prepared| item.claimed.run() == item.claimed.item().run_id.as_ref();
        let (same_run, same): (Vec<usize>, Vec<_>) = items()
            .filter(|(_, item)| keeps_run(item))
            .map(|(at, item)| {
                let (version, hash) = item.newest();
                let (id, token) = (item.claimed.work_item_id(), item.claimed.token());
                (at, WorkItem::complete(id, token, version, hash))
            })
            .unzip();
        let (other_run, other): (Vec<usize>, Vec<_>) = items()
            .filter(|(_, item)| !keeps_run(item))
            .map(|(at, item)| {
                let (version, hash) = item.newest();
                let (id, token, run) =
                    (item.claimed.work_item_id(), item.claimed.token(), item.claimed.run());
                (at, WorkItem::complete_for(id, token, run, version, hash))
            })
            .unzip();
        let mut held = vec![false; positions.len()];
        let completed = KeyedUpdate::execute_many(connection, &same).await?;
        let completed_for = KeyedUpdate::execute_many(connection, &other).await?;
        let all = same_run.into_iter().zip(completed).chain(other_run.into_iter().zip(completed_for));
        all.for_each(|(at, completed)| held[at] = completed);
        Ok(held)
    }

    /// Writes every link, or only the links to new items.
    async fn write_links<C: Connection>(
        &self,
        connection: &mut C,
        links: &[WorkItem],
        queued: &[QueuedItem],
    ) -> Result<(), Error> {
        let now = now();
        let mut kept: BTreeMap<(&WorkItemId, &WorkItemId), DiscoveredLink> = BTreeMap::new();
        for (link, queued) in links.iter().zip(queued) {
            let Some(from) = &link.discovered_from else { continue };
            if self.keep_links || queued.is_new {
                let to = &queued.work_item_id;
                let row = kept.entry((from, to)).or_insert_with(|| DiscoveredLink {
                    from_item: from.clone(),
                    to_item: to.clone(),
                    run_id: None,
                    first_seen_at: now,
                    last_seen_at: now,
                });
                row.run_id = link.run_id.clone().or_else(|| row.run_id.take());
            }
        }
        let kept: Vec<DiscoveredLink> = kept.into_values().collect();
        if !kept.is_empty() {
            connection.upsert_many(&kept, UniqueKey::PRIMARY).await?;
        }
        Ok(())
    }
}
