//! Inserting items: shared by enqueuing and completing.

use std::collections::{BTreeMap, HashMap};

use super::WorkItem;
use super::known_items::KnownItems;
use crate::state::clock::now;
use crate::state::counters::CounterChanges;
use crate::state::{LaterSightings, Status, WorkItemId};
use crate::{Batch, Error, ErrorKind};

/// The item of a resource after an insertion.
#[derive(Clone, Copy, Debug)]
pub(super) struct QueuedItem<'q> {
    pub(super) work_item_id: &'q WorkItemId,
    pub(super) status: Status,
    /// Whether the insertion adds the item.
    pub(super) is_new: bool,
}

/// The insertion of the items whose resources are not in the queue.
///
/// The decision is made before the rows are written, so that everything that depends on it is written in the same request. The
/// write is guarded: it has no effect if another writer has inserted one of the items since the lookup. Then
/// [`KnownItems::look_up`] finds it, and the decision is made again.
#[derive(Debug)]
pub(super) struct Insertion<'q> {
    items: Vec<&'q WorkItem>,
    /// The first item of each resource that is not in the queue.
    new: Vec<&'q WorkItem>,
    /// The item of the resource of each of `items`.
    queued: Vec<QueuedItem<'q>>,
}

impl<'q> Insertion<'q> {
    pub(super) fn new(items: Vec<&'q WorkItem>, known: &'q KnownItems) -> Self {
        let mut first: HashMap<&[u8; 32], &WorkItem> = HashMap::new();
        let mut new = Vec::new();
        let queue = |item: &&'q WorkItem| {
            if let Some((work_item_id, status)) = known.get(item) {
                return QueuedItem { work_item_id, status, is_new: false };
            }
            let added = *first.entry(&item.dedupe_hash).or_insert(item);
            let is_new = std::ptr::eq(added, *item);
            if is_new {
                new.push(*item);
            }
            QueuedItem { work_item_id: &added.work_item_id, status: added.status, is_new }
        };
        let queued = items.iter().map(queue).collect();
        Self { items, new, queued }
    }

    /// Returns the item of the resource of each item.
    pub(super) fn queued(&self) -> &[QueuedItem<'q>] {
        &self.queued
    }

    /// Returns each item with the item of its resource.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'q WorkItem, QueuedItem<'q>)> {
        self.items.iter().copied().zip(self.queued.iter().copied())
    }

    /// Counts the items.
    pub(super) fn count(&self, counters: &mut CounterChanges) {
        for (item, QueuedItem { is_new, .. }) in self.pairs() {
            let source = item.source_key.as_str();
            if is_new {
                counters.of_all(source).open_items += 1;
            }
            if let Some(counter) = counters.of_run(item.run_id.as_ref(), source) {
                if is_new {
                    counter.open_items += 1;
                    counter.enqueued += 1;
                } else {
                    counter.duplicates += 1;
                }
            }
        }
    }

    /// Returns the sightings of resources that were in the queue before, or earlier in the list.
    pub(super) fn later_sightings(&self) -> Vec<LaterSightings> {
        let now = now();
        // Ordered by key: all writers lock the rows that they share in the same order.
        let mut later: BTreeMap<&WorkItemId, LaterSightings> = BTreeMap::new();
        for (item, queued) in self.pairs().filter(|(_, queued)| !queued.is_new) {
            let row = later.entry(queued.work_item_id).or_insert_with(|| LaterSightings {
                work_item_id: queued.work_item_id.clone(),
                sightings: 0,
                last_seen_at: now,
                last_run_id: None,
            });
            row.sightings += 1;
            row.last_run_id = item.run_id.clone().or_else(|| row.last_run_id.take());
        }
        later.into_values().collect()
    }

    /// Adds the insert of the new items to a batch, which has no effect if another writer has inserted one of them.
    pub(super) fn add_to(&self, batch: &mut Batch<'q>) {
        if !self.new.is_empty() {
            let inserted =
                batch.insert_many_if_absent(self.new.iter().copied(), WorkItem::UX_WORK_ITEMS_DEDUPE);
            batch.expect(inserted, self.new.len() as u64);
        }
    }
}

/// Returns the error of a write whose guard failed for no reason that can be found: no method of the store deletes an item, but
/// another program can.
pub(super) fn changed_meanwhile(error: Error) -> Error {
    let message = "another program has changed the items meanwhile: repeat the call";
    Error::new(ErrorKind::Conflict, message).with_table("work_items").with_source(error)
}
