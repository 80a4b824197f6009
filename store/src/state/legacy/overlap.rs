//! The legacy rows that a store already has.

use std::collections::{BTreeMap, BTreeSet};

use super::Findings;
use super::convert::work_item;
use super::identities::Identities;
use super::schema::LegacySchema;
use crate::state::transfer::{Stage, Step};
use crate::state::{StateStore, WorkItem, WorkItemId};
use crate::{Connection, Database, Error, ErrorKind, Table as _};

/// The legacy rows that a store already has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Overlap {
    /// Number of rows whose resource the store has. An import skips them.
    pub known: u64,
    /// Rows whose id another resource has in the store. They prevent an import.
    pub conflicting: Findings,
}

impl Overlap {
    /// Looks up some rows in the store.
    async fn add<C: Connection>(&mut self, rows: &[WorkItem], connection: &mut C) -> Result<(), Error> {
        let ids: Vec<WorkItemId> = rows.iter().map(|row| row.work_item_id.clone()).collect();
        let hashes: Vec<[u8; 32]> = rows.iter().map(|row| row.dedupe_hash).collect();
        let by_id = WorkItem::with_ids(&ids).all(connection).await?;
        let by_id: BTreeMap<&WorkItemId, &WorkItem> =
            by_id.iter().map(|item| (&item.work_item_id, item)).collect();
        let by_hash = WorkItem::with_hashes(&hashes).all(connection).await?;
        let by_hash: BTreeSet<[u8; 32]> = by_hash.iter().map(|item| item.dedupe_hash).collect();
        for row in rows {
            match by_id.get(&row.work_item_id) {
                Some(other) if other.dedupe_hash != row.dedupe_hash => self.conflicting.add(|| {
                    let (id, key) = (&row.work_item_id, &row.dedupe_key);
                    format!("work item {id}: {key}, and in the store {}", other.dedupe_key)
                }),
                _ => self.known += u64::from(by_hash.contains(&row.dedupe_hash)),
            }
        }
        Ok(())
    }

    /// Refuses a store that has other items with the ids of rows.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.conflicting.count == 0 { Ok(()) } else { Err(conflicting_ids()) }
    }
}

pub(super) fn conflicting_ids() -> Error {
    let message =
        "the store has other items with the same ids: import into an empty database or another schema";
    Error::new(ErrorKind::Misuse, message).with_table(WorkItem::MODEL.name)
}

pub(super) async fn overlap<S: LegacySchema, C: Connection, D: Database>(
    old: &mut C,
    store: &StateStore<D>,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Overlap, Error> {
    let mut connection = store.database().clone();
    let mut overlap = Overlap::default();
    if WorkItem::last().first(&mut connection).await?.is_none() {
        return Ok(overlap);
    }
    let mut identities = Identities::default();
    let (mut after, mut rows) = (None::<String>, 0);
    loop {
        let page = S::page(after.as_deref(), old).await?;
        // The next page begins after an id: rows without a readable id, which an import refuses, end the search.
        let Some(last) = page.iter().rev().find(|row| !row.id.is_empty()) else { return Ok(overlap) };
        if after.as_ref() == Some(&last.id) {
            return Ok(overlap);
        }
        after = Some(last.id.clone());
        rows += page.len() as u64;
        let items = page.into_iter().filter_map(|row| row.item.ok());
        let items: Vec<WorkItem> = items
            .map(|item| {
                let variant = identities.unique_variant(&item);
                work_item(item, variant)
            })
            .collect();
        overlap.add(&items, &mut connection).await?;
        progress(Step { stage: Stage::Reading, table: S::MODEL.name, rows, of: None });
    }
}
