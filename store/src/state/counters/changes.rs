//! Changes to counters, and their sums.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI16, Ordering};

use super::Counter;
use crate::state::column_text::ColumnText;
use crate::state::{RunId, Status};
use crate::{Connection, ConnectionExt, Error, UniqueKey};

/// The number of shards of a counter.
const SHARDS: i16 = 8;

/// The changes that a unit of work makes to counters, keyed by run and source.
///
/// They are written in one call at the end of the unit, so that rows which other writers wait for are locked for the
/// shortest time, and always in the same order.
#[derive(Debug, Default)]
pub(in crate::state) struct CounterChanges(BTreeMap<(ColumnText, ColumnText), Counter>);

impl CounterChanges {
    /// Returns the changes to the counters of a source over all runs.
    pub(in crate::state) fn of_all(&mut self, source_key: &str) -> &mut Counter {
        self.of("", source_key)
    }

    /// Returns the changes to the counters of a source in a run; without a run, `None`.
    pub(in crate::state) fn of_run(&mut self, run: Option<&RunId>, source_key: &str) -> Option<&mut Counter> {
        run.map(|run| self.of(run.as_str(), source_key))
    }

    /// Counts the change of an item's status. The old status counts for the run that the item is queued for, the new
    /// one for the run that changed it.
    pub(in crate::state) fn status_changed(
        &mut self,
        source_key: &str,
        (old, queued_for): (Status, Option<&RunId>),
        (new, changed_by): (Status, Option<&RunId>),
    ) {
        let was_open = !old.is_finished();
        if old == new || (was_open && !new.is_finished()) {
            return;
        }
        let all = self.of_all(source_key);
        *all.of_status(old) -= 1;
        *all.of_status(new) += 1;
        // An item that a run has completed counts as completed by that run even after it is reopened.
        if was_open && let Some(counter) = self.of_run(queued_for, source_key) {
            counter.open_items -= 1;
        }
        if let Some(counter) = self.of_run(changed_by, source_key) {
            *counter.of_status(new) += 1;
        }
    }

    /// Returns the number of counters that change.
    pub(in crate::state) fn nonzero(&self) -> usize {
        self.0.values().map(Counter::nonzero).sum()
    }

    fn of(&mut self, run: &str, source_key: &str) -> &mut Counter {
        self.0.entry((run.into(), source_key.into())).or_insert_with(|| Counter {
            run_id: run.to_owned(),
            source_key: source_key.to_owned(),
            ..Counter::default()
        })
    }

    /// Returns the changes as rows of one shard, which are to be upserted.
    pub(in crate::state) fn into_rows(self) -> Vec<Counter> {
        static NEXT_SHARD: AtomicI16 = AtomicI16::new(0);
        let shard = NEXT_SHARD.fetch_add(1, Ordering::Relaxed).rem_euclid(SHARDS);
        let changed = self.0.into_values().filter(|counter| counter.nonzero() > 0);
        changed.map(|counter| Counter { shard, ..counter }).collect()
    }

    /// Writes the changes to one shard.
    pub(in crate::state) async fn write<C: Connection>(self, connection: &mut C) -> Result<(), Error> {
        let rows = self.into_rows();
        if !rows.is_empty() {
            connection.upsert_many(&rows, UniqueKey::PRIMARY).await?;
        }
        Ok(())
    }
}

/// Returns the counters of a run by source, or those over all runs if `run` is empty.
pub(in crate::state) async fn counter_sums<C: Connection>(
    connection: &mut C,
    run: &str,
) -> Result<BTreeMap<ColumnText, Counter>, Error> {
    let mut sums = BTreeMap::new();
    let add = |counter: Counter| {
        add_shard(&mut sums, &counter);
        std::ops::ControlFlow::Continue(())
    };
    Counter::of_run(run).for_each(connection, add).await?;
    Ok(sums)
}

/// Returns the sum of the shards of each source.
pub(in crate::state) fn sum_by_source(shards: Vec<Counter>) -> BTreeMap<ColumnText, Counter> {
    let mut sums = BTreeMap::new();
    shards.iter().for_each(|counter| add_shard(&mut sums, counter));
    sums
}

fn add_shard(sums: &mut BTreeMap<ColumnText, Counter>, shard: &Counter) {
    sums.entry(shard.source_key.as_str().into()).or_default().add(shard);
}
