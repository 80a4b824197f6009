//! Inserting items: shared by enqueuing and completing.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{ItemState, WorkItem};
use crate::state::clock::now;
use crate::state::counters::CounterChanges;
use crate::state::{LaterSightings, Status, WorkItemId};
use crate::{Connection, ConnectionExt, Error, ErrorKind, Outcome, UniqueKey};

/// The number of hashes that one statement looks up.
const LOOKUP_BATCH: usize = 1_000;

/// The item of a resource in the queue, after an insertion.
#[derive(Clone, Debug)]
pub(super) struct QueuedItem {
    pub(super) work_item_id: WorkItemId,
    pub(super) status: Status,
    /// Whether this insertion added the item.
    pub(super) is_new: bool,
}

/// Inserts the items whose resources are not in the queue, and counts all. Returns the item of each resource.
pub(super) async fn insert_items<C: Connection>(
    connection: &mut C,
    items: &[WorkItem],
    counters: &mut CounterChanges,
) -> Result<Vec<QueuedItem>, Error> {
    let mut queued = Queued::default();
    queued.look_up(connection, items).await?;
    // The first item of each resource that is not in the queue yet.
    let mut added = HashSet::new();
    let absent = |item: &&WorkItem| !queued.has(item) && added.insert(item.dedupe_hash);
    let new: Vec<WorkItem> = items.iter().filter(absent).cloned().collect();
    let outcomes = match new.as_slice() {
        [] => Vec::new(),
        new => connection.insert_many_if_absent(new, WorkItem::UX_WORK_ITEMS_DEDUPE).await?,
    };
    let (inserted, missed): (Vec<_>, Vec<_>) =
        new.into_iter().zip(outcomes).partition(|(_, outcome)| *outcome == Outcome::Inserted);
    for (item, _) in inserted {
        queued.add(item.dedupe_hash, item.work_item_id, item.status);
    }
    // Another transaction has inserted these since the lookup.
    let missed: Vec<WorkItem> = missed.into_iter().map(|(item, _)| item).collect();
    queued.look_up(connection, &missed).await?;
    let queued = items.iter().map(|item| queued.of(item)).collect::<Result<Vec<_>, _>>()?;
    for (item, queued) in items.iter().zip(&queued) {
        count(counters, item, queued.is_new);
    }
    Ok(queued)
}

fn count(counters: &mut CounterChanges, item: &WorkItem, is_new: bool) {
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

/// Records the sightings of resources that were in the queue before, or earlier in the list.
pub(super) async fn record_sightings<C: Connection>(
    connection: &mut C,
    items: &[WorkItem],
    queued: &[QueuedItem],
) -> Result<(), Error> {
    let now = now();
    // Ordered by key: all writers lock the rows that they share in the same order.
    let mut later: BTreeMap<&WorkItemId, LaterSightings> = BTreeMap::new();
    for (item, queued) in items.iter().zip(queued).filter(|(_, queued)| !queued.is_new) {
        let row = later.entry(&queued.work_item_id).or_insert_with(|| LaterSightings {
            work_item_id: queued.work_item_id.clone(),
            sightings: 0,
            last_seen_at: now,
            last_run_id: None,
        });
        row.sightings += 1;
        row.last_run_id = item.run_id.clone().or_else(|| row.last_run_id.take());
    }
    let later: Vec<LaterSightings> = later.into_values().collect();
    if !later.is_empty() {
        connection.upsert_many(&later, UniqueKey::PRIMARY).await?;
    }
    Ok(())
}

/// The items of resources by the hash of the identity.
#[derive(Default)]
struct Queued(HashMap<[u8; 32], QueuedItem>);

impl Queued {
    async fn look_up<C: Connection>(&mut self, connection: &mut C, items: &[WorkItem]) -> Result<(), Error> {
        let hashes: Vec<[u8; 32]> = items.iter().map(|item| item.dedupe_hash).collect();
        for hashes in hashes.chunks(LOOKUP_BATCH) {
            for state in ItemState::by_hashes(hashes).all(connection).await? {
                let ItemState { work_item_id, status, dedupe_hash } = state;
                self.0.insert(dedupe_hash, QueuedItem { work_item_id, status, is_new: false });
            }
        }
        Ok(())
    }

    fn has(&self, item: &WorkItem) -> bool {
        self.0.contains_key(&item.dedupe_hash)
    }

    fn add(&mut self, hash: [u8; 32], work_item_id: WorkItemId, status: Status) {
        self.0.insert(hash, QueuedItem { work_item_id, status, is_new: true });
    }

    /// Returns the item of a resource. A second item of a resource that this insertion added is not new.
    fn of(&self, item: &WorkItem) -> Result<QueuedItem, Error> {
        let queued = self.0.get(&item.dedupe_hash).ok_or_else(|| deleted_meanwhile(item))?;
        let is_new = queued.is_new && queued.work_item_id == item.work_item_id;
        Ok(QueuedItem { is_new, ..queued.clone() })
    }
}

/// No method of the store deletes an item; another program can.
fn deleted_meanwhile(item: &WorkItem) -> Error {
    let message = format!("{} was deleted while it was being enqueued: enqueue it again", item.dedupe_key);
    Error::new(ErrorKind::NotFound, message).with_table("work_items")
}
