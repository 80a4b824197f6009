//! Numbers on their way into the tallies.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicI16, Ordering};

use super::column_text::ColumnText;
use super::{Measure, RunId, Status, Tally};
use crate::{Connection, Error, KeyOf, Operations};

/// Among how many rows the writers of one number are spread.
const SHARDS: i16 = 8;

/// What a unit of work has to add to the tallies, written in one call at its end: rows that others wait for are then
/// held for the shortest time, and in one order.
#[derive(Debug, Default)]
pub(super) struct Tallies(BTreeMap<(ColumnText, ColumnText, Measure), i64>);

/// The measure of the items that stand so.
pub(super) const fn measure(status: Status) -> Measure {
    match status {
        Status::Pending | Status::InProgress => Measure::Open,
        Status::Completed => Measure::Completed,
        Status::Failed => Measure::Failed,
        Status::Skipped => Measure::Skipped,
    }
}

impl Tallies {
    /// Adds to the number of items of a source that stand so now.
    pub(super) fn items(&mut self, source_key: &str, measure: Measure, amount: i64) {
        self.add("", source_key, measure, amount);
    }

    /// Adds to what a run has done, or has to do; nothing without a run.
    pub(super) fn run(&mut self, run: Option<&RunId>, source_key: &str, measure: Measure, amount: i64) {
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
        if from == Measure::Open {
            self.run(of, source_key, from, -1);
        }
        self.run(by, source_key, to, 1);
    }

    fn add(&mut self, run: &str, source_key: &str, measure: Measure, amount: i64) {
        *self.0.entry((run.into(), source_key.into(), measure)).or_default() += amount;
    }

    /// Writes them.
    pub(super) async fn write<C: Connection>(self, connection: &mut C) -> Result<(), Error> {
        static NEXT: AtomicI16 = AtomicI16::new(0);
        let shard = NEXT.fetch_add(1, Ordering::Relaxed).rem_euclid(SHARDS);
        let changed = self.0.into_iter().filter(|(_, amount)| *amount != 0);
        let rows: Vec<Tally> = changed
            .map(|((run, source, measure), amount)| Tally {
                run_id: run.into_string(),
                source_key: source.into_string(),
                measure,
                shard,
                amount,
            })
            .collect();
        if !rows.is_empty() {
            connection.upsert_many(&rows, KeyOf::PRIMARY).await?;
        }
        Ok(())
    }
}

/// The sums of the rows of a run, or of all runs for an empty id.
pub(super) async fn sums<C: Connection>(
    connection: &mut C,
    run: &str,
) -> Result<BTreeMap<(ColumnText, Measure), i64>, Error> {
    let mut sums = BTreeMap::new();
    let add = |tally: Tally| {
        *sums.entry((tally.source_key.into(), tally.measure)).or_default() += tally.amount;
        std::ops::ControlFlow::Continue(())
    };
    Tally::of_run(run).for_each(connection, add).await?;
    Ok(sums)
}
