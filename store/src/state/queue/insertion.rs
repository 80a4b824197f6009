//! Inserting items: shared by enqueuing and completing.

use std::collections::{BTreeMap, HashMap};

use super::{EnqueueOutcome, ItemState, WorkItem};
use crate::state::clock::now;
use crate::state::counters::CounterChanges;
use crate::state::{CounterKind, SeenResource};
use crate::{Connection, ConnectionExt, Error, ErrorKind, Outcome, UniqueKey};

/// The number of hashes that one statement looks up.
const LOOKUP_BATCH: usize = 1_000;

/// Inserts the items that are not in the queue, and counts them.
pub(super) async fn insert_items<C: Connection>(
    connection: &mut C,
    items: &[WorkItem],
    counters: &mut CounterChanges,
) -> Result<Vec<Outcome>, Error> {
    let key = WorkItem::UX_WORK_ITEMS_DEDUPE;
    let outcomes = match items {
        [] => Vec::new(),
        [item] => vec![connection.insert_if_absent_by(item, key).await?],
        items => connection.insert_many_if_absent(items, key).await?,
    };
    for (item, outcome) in items.iter().zip(&outcomes) {
        let (run, source) = (item.run_id.as_ref(), item.source_key.as_str());
        if *outcome == Outcome::Inserted {
            counters.add_to_all(source, CounterKind::Open, 1);
            counters.add_to_run(run, source, CounterKind::Open, 1);
            counters.add_to_run(run, source, CounterKind::Enqueued, 1);
        } else {
            counters.add_to_run(run, source, CounterKind::Duplicates, 1);
        }
    }
    Ok(outcomes)
}

/// Records that the resources were seen.
pub(super) async fn record_seen<C: Connection>(connection: &mut C, items: &[WorkItem]) -> Result<(), Error> {
    let now = now();
    // Ordered by key: all writers lock the rows that they share in the same order.
    let mut seen: BTreeMap<[u8; 32], SeenResource> = BTreeMap::new();
    for item in items {
        let resource = seen.entry(item.dedupe_hash).or_insert_with(|| SeenResource {
            dedupe_hash: item.dedupe_hash,
            dedupe_key: item.dedupe_key.clone(),
            first_seen_at: now,
            last_seen_at: now,
            seen_count: 0,
            last_run_id: None,
        });
        resource.seen_count += 1;
        resource.last_run_id = item.run_id.clone().or_else(|| resource.last_run_id.take());
    }
    let seen: Vec<SeenResource> = seen.into_values().collect();
    if !seen.is_empty() {
        connection.upsert_many(&seen, UniqueKey::PRIMARY).await?;
    }
    Ok(())
}

/// Returns the outcome of each item with its id, and with the status of those that existed.
pub(super) async fn with_ids<C: Connection>(
    connection: &mut C,
    items: &[WorkItem],
    outcomes: &[Outcome],
) -> Result<Vec<EnqueueOutcome>, Error> {
    let existing: Vec<[u8; 32]> = items
        .iter()
        .zip(outcomes)
        .filter(|(_, outcome)| **outcome == Outcome::Existing)
        .map(|(item, _)| item.dedupe_hash)
        .collect();
    let mut known: HashMap<[u8; 32], ItemState> = HashMap::new();
    for hashes in existing.chunks(LOOKUP_BATCH) {
        let states = ItemState::by_hashes(hashes).all(connection).await?;
        known.extend(states.into_iter().map(|state| (state.dedupe_hash, state)));
    }
    let mut enqueued = Vec::with_capacity(items.len());
    for (item, outcome) in items.iter().zip(outcomes) {
        if *outcome == Outcome::Inserted {
            enqueued.push(EnqueueOutcome::New(item.work_item_id.clone()));
            continue;
        }
        let state = known.get(&item.dedupe_hash).ok_or_else(|| deleted_meanwhile(item))?.clone();
        enqueued.push(EnqueueOutcome::Existing { work_item_id: state.work_item_id, status: state.status });
    }
    Ok(enqueued)
}

/// No method of the store deletes an item; another program can.
fn deleted_meanwhile(item: &WorkItem) -> Error {
    let message = format!("{} was deleted while it was being enqueued: enqueue it again", item.dedupe_key);
    Error::new(ErrorKind::NotFound, message).with_table("work_items")
}
