//! What a store has already of the rows of the Python era.

use std::collections::{BTreeMap, BTreeSet};

use super::Findings;
use super::convert::work_item;
use super::era::{Era, LaterSqliteEraItem, SqliteEraItem, is_of, of_era};
use super::survey::Known;
use crate::state::transfer::{Stage, Step};
use crate::state::{StateStore, WorkItem, WorkItemId};
use crate::{Connection, Database, Error, ErrorKind, Table as _};

/// The legacy rows that a store already has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlap {
    /// Rows whose resource the store knows; they are passed over.
    pub known: u64,
    /// Rows whose id another resource has in the store. They cannot be taken over into it.
    pub taken: Findings,
}

impl Overlap {
    /// Looks for some rows at once.
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
                Some(other) if other.dedupe_hash != row.dedupe_hash => self.taken.add(|| {
                    let (id, key) = (&row.work_item_id, &row.dedupe_key);
                    format!("work item {id}: {key}, and in the store {}", other.dedupe_key)
                }),
                _ => self.known += u64::from(by_hash.contains(&row.dedupe_hash)),
            }
        }
        Ok(())
    }

    /// Refuses a store with other items under ids of rows.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.taken.count == 0 { Ok(()) } else { Err(refusal()) }
    }
}

pub(super) fn refusal() -> Error {
    let message = "the store has other items under ids of rows: take them over into an empty database, or another schema";
    Error::new(ErrorKind::Misuse, message).with_table(WorkItem::MODEL.name)
}

/// Reports which rows of a SQLite file of the Python framework a store already has. Changes nothing.
///
/// # Errors
///
/// As [`survey_sqlite_era`](super::survey_sqlite_era), and those of the store. Rows that cannot be read are passed over.
pub async fn overlap_with_sqlite_era<C: Connection, D: Database>(
    old: &mut C,
    store: &StateStore<D>,
    progress: impl FnMut(Step) + Send,
) -> Result<Overlap, Error> {
    of_era!(old, [LaterSqliteEraItem, SqliteEraItem], E => overlap::<E, C, D>(old, store, progress).await)
}

pub(super) async fn overlap<E: Era, C: Connection, D: Database>(
    old: &mut C,
    store: &StateStore<D>,
    mut progress: impl FnMut(Step) + Send,
) -> Result<Overlap, Error> {
    let mut connection = store.database().clone();
    let mut overlap = Overlap::default();
    if WorkItem::last().first(&mut connection).await?.is_none() {
        return Ok(overlap);
    }
    let mut known = Known::default();
    let (mut after, mut rows) = (None::<String>, 0);
    loop {
        let page = E::page(after.as_deref(), old).await?;
        // What has no id that can be read is not taken over, and there is no going on behind it.
        let Some(last) = page.iter().rev().find(|found| !found.id.is_empty()) else { return Ok(overlap) };
        if after.as_ref() == Some(&last.id) {
            return Ok(overlap);
        }
        after = Some(last.id.clone());
        rows += page.len() as u64;
        let items = page.into_iter().filter_map(|found| found.item.ok());
        let items: Vec<WorkItem> = items
            .map(|item| {
                let variant = known.variant(&item);
                work_item(item, variant)
            })
            .collect();
        overlap.add(&items, &mut connection).await?;
        progress(Step { stage: Stage::Reading, table: E::MODEL.name, rows, of: None });
    }
}
