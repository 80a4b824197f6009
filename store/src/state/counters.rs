//! Numbers on their way into the counters.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI16, Ordering};

use super::column_text::ColumnText;
use super::{Counter, CounterKind, RunId, Status};
use crate::{Connection, ConnectionExt, Error, UniqueKey};

/// Among how many rows the writers of one number are spread.
const SHARDS: i16 = 8;

/// What a unit of work has to add to the counters, written in one call at its end: rows that others wait for are then
/// held for the shortest time, and in one order.
#[derive(Debug, Default)]
pub(super) struct CounterChanges(BTreeMap<(ColumnText, ColumnText, CounterKind), i64>);

/// The measure of the items that stand so.
pub(super) const fn measure(status: Status) -> CounterKind {
    match status {
        Status::Pending | Status::InProgress => CounterKind::Open,
        Status::Completed => CounterKind::Completed,
        Status::Failed => CounterKind::Failed,
        Status::Skipped => CounterKind::Skipped,
    }
}

impl CounterChanges {
    /// Adds to the number of items of a source that stand so now.
    pub(super) fn items(&mut self, source_key: &str, measure: CounterKind, amount: i64) {
        self.add("", source_key, measure, amount);
    }

    /// Adds to what a run has done, or has to do; nothing without a run.
    pub(super) fn run(&mut self, run: Option<&RunId>, source_key: &str, measure: CounterKind, amount: i64) {
        if let Some(run) = run {
            self.add(run.as_str(), source_key, measure, amount);
        }
    }

    /// Notes that an item of a run stands otherwise now; what it came to counts for the run `by` that did it.
    pub(super) fn moved(
        &mut self,
        source_key: &str,
        (from, of): (Status, Option<&RunId>),
        (to, by): (Status, Option<&RunId>),
    ) {
        let (from, to) = (measure(from), measure(to));
        if from == to {
            return;
        }
        self.items(source_key, from, -1);
        self.items(source_key, to, 1);
        // What a run has completed stays completed by it, also when the item is opened again.
        if from == CounterKind::Open {
            self.run(of, source_key, from, -1);
        }
        self.run(by, source_key, to, 1);
    }

    fn add(&mut self, run: &str, source_key: &str, measure: CounterKind, amount: i64) {
        *self.0.entry((run.into(), source_key.into(), measure)).or_default() += amount;
    }

    /// Writes them.
    pub(super) async fn write<C: Connection>(self, connection: &mut C) -> Result<(), Error> {
        static NEXT: AtomicI16 = AtomicI16::new(0);
        let shard = NEXT.fetch_add(1, Ordering::Relaxed).rem_euclid(SHARDS);
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

/// The sums of the rows of a run, or of all runs for an empty id.
pub(super) async fn sums<C: Connection>(
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
