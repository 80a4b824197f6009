//! Changes to counters, and their sums.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI16, Ordering};

use super::{Counter, CounterKind};
use crate::state::column_text::ColumnText;
use crate::state::{RunId, Status};
use crate::{Connection, ConnectionExt, Error, UniqueKey};

/// The number of shards of a counter.
const SHARDS: i16 = 8;

/// The changes that a unit of work makes to counters, keyed by run, source and kind.
///
/// They are written in one call at the end of the unit, so that rows which other writers wait for are locked for the
/// shortest time, and always in the same order.
#[derive(Debug, Default)]
pub(in crate::state) struct CounterChanges(BTreeMap<(ColumnText, ColumnText, CounterKind), i64>);

impl CounterChanges {
    /// Adds to a counter over all runs.
    pub(in crate::state) fn add_to_all(&mut self, source_key: &str, kind: CounterKind, amount: i64) {
        self.add("", source_key, kind, amount);
    }

    /// Adds to a counter of a run; does nothing without a run.
    pub(in crate::state) fn add_to_run(
        &mut self,
        run: Option<&RunId>,
        source_key: &str,
        kind: CounterKind,
        amount: i64,
    ) {
        if let Some(run) = run {
            self.add(run.as_str(), source_key, kind, amount);
        }
    }

    /// Counts the change of an item's status. The old status counts for the run that the item is queued for, the new
    /// one for the run that changed it.
    pub(in crate::state) fn status_changed(
        &mut self,
        source_key: &str,
        (old, queued_for): (Status, Option<&RunId>),
        (new, changed_by): (Status, Option<&RunId>),
    ) {
        let (old, new) = (CounterKind::of(old), CounterKind::of(new));
        if old == new {
            return;
        }
        self.add_to_all(source_key, old, -1);
        self.add_to_all(source_key, new, 1);
        // An item that a run has completed counts as completed by that run even after it is reopened.
        if old == CounterKind::Open {
            self.add_to_run(queued_for, source_key, old, -1);
        }
        self.add_to_run(changed_by, source_key, new, 1);
    }

    fn add(&mut self, run: &str, source_key: &str, kind: CounterKind, amount: i64) {
        *self.0.entry((run.into(), source_key.into(), kind)).or_default() += amount;
    }

    /// Writes the changes to one shard.
    pub(in crate::state) async fn write<C: Connection>(self, connection: &mut C) -> Result<(), Error> {
        static NEXT_SHARD: AtomicI16 = AtomicI16::new(0);
        let shard = NEXT_SHARD.fetch_add(1, Ordering::Relaxed).rem_euclid(SHARDS);
        let changed = self.0.into_iter().filter(|(_, amount)| *amount != 0);
        let rows: Vec<Counter> = changed
            .map(|((run, source, measure), amount)| Counter {
                run_id: run.into_string(),
                source_key: source.into_string(),
                measure,
                shard,
                amount,
            })
            .collect();
        if !rows.is_empty() {
            connection.upsert_many(&rows, UniqueKey::PRIMARY).await?;
        }
        Ok(())
    }
}

/// Returns the counters of a run by source and kind, or those over all runs if `run` is empty.
pub(in crate::state) async fn counter_sums<C: Connection>(
    connection: &mut C,
    run: &str,
) -> Result<BTreeMap<(ColumnText, CounterKind), i64>, Error> {
    let mut sums = BTreeMap::new();
    let add = |counter: Counter| {
        *sums.entry((counter.source_key.into(), counter.measure)).or_default() += counter.amount;
        std::ops::ControlFlow::Continue(())
    };
    Counter::of_run(run).for_each(connection, add).await?;
    Ok(sums)
}
