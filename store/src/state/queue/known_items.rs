//! The items of resources that are in the queue.

use std::collections::HashMap;

use super::{ItemState, WorkItem};
use crate::state::{Status, WorkItemId};
use crate::{Batch, BatchResults, BatchSlot, Connection, Error};

/// The number of hashes that one statement looks up.
const LOOKUP_ROWS: usize = 1_000;

/// The items of resources as of the last lookup, by the hash of the identity. No item is ever removed.
#[derive(Debug, Default)]
pub(super) struct KnownItems(HashMap<[u8; 32], (WorkItemId, Status)>);

impl KnownItems {
    /// Looks up the items of resources, in one request. Returns whether it has found items that were not known.
    pub(super) async fn look_up<C: Connection>(
        &mut self,
        connection: &mut C,
        items: &[&WorkItem],
    ) -> Result<bool, Error> {
        let hashes = self.unknown(items);
        let mut batch = Batch::new();
        let lookups = Self::add_lookups(&mut batch, &hashes);
        self.learn(&mut connection.batch(batch).await?, lookups)
    }

    /// Returns the hashes of the items that are not known.
    pub(super) fn unknown(&self, items: &[&WorkItem]) -> Vec<[u8; 32]> {
        items.iter().map(|item| item.dedupe_hash).filter(|hash| !self.0.contains_key(hash)).collect()
    }

    /// Adds the statements that look up hashes.
    pub(super) fn add_lookups<'a>(
        batch: &mut Batch<'a>,
        hashes: &'a [[u8; 32]],
    ) -> Vec<BatchSlot<Vec<ItemState>>> {
        hashes.chunks(LOOKUP_ROWS).map(|hashes| batch.select(ItemState::by_hashes(hashes))).collect()
    }

    /// Adds the items that were looked up. Returns whether there are any.
    pub(super) fn learn(
        &mut self,
        results: &mut BatchResults,
        lookups: Vec<BatchSlot<Vec<ItemState>>>,
    ) -> Result<bool, Error> {
        let before = self.0.len();
        for lookup in lookups {
            for ItemState { work_item_id, status, dedupe_hash, .. } in results.take(lookup)? {
                self.0.insert(dedupe_hash, (work_item_id, status));
            }
        }
        Ok(self.0.len() > before)
    }

    /// Returns the item of a resource.
    pub(super) fn get(&self, item: &WorkItem) -> Option<(&WorkItemId, Status)> {
        self.0.get(&item.dedupe_hash).map(|(id, status)| (id, *status))
    }
}
