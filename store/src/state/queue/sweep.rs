//! Sweeping expired leases and due retries.

use super::{OpenItem, WorkItem};
use crate::state::counters::CounterChanges;
use crate::state::{StateStore, Status};
use crate::{Batch, Connection, Database, Error, UnitOfWork};

/// The number of rows that one transaction changes: small enough that other writers wait only briefly, and that SQL
/// Server does not escalate to a table lock.
pub(in crate::state) const BATCH: u32 = 1_000;

/// The error message of an item that fails because of expired leases.
const POISONED: &str = "lease expired too often; the item may be crashing its workers";

/// The numbers of items that a sweep has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SweepReport {
    /// Items whose lease had expired, and that can be claimed again.
    pub expired: u64,
    /// Items whose lease had expired too often, and that are now failed.
    pub poisoned: u64,
    /// Items whose retry was due.
    pub due: u64,
}

impl SweepReport {
    /// Returns the number of items that can be claimed again.
    pub const fn reopened(self) -> u64 {
        self.expired + self.due
    }
}

impl<D: Database> StateStore<D> {
    /// Makes items claimable again whose lease has expired or whose retry is due.
    ///
    /// An expired lease is lost from then on: its worker can neither renew it nor finish the item.
    ///
    /// Claims also sweep; see [`StateOptions::sweep_every`](crate::state::StateOptions::sweep_every).
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    pub async fn sweep(&self) -> Result<SweepReport, Error> {
        let mut report = SweepReport::default();
        let mut connection = self.connection();
        // Reads first: most sweeps find nothing, and then need not wait for writers.
        let mut batch = Batch::new();
        let (next_due, next_expired) =
            (batch.select(OpenItem::next_due()), batch.select(OpenItem::next_expired()));
        let mut next = connection.batch(batch).await?;
        let mut is_due = !next.take(next_due)?.is_empty();
        let mut has_expired = !next.take(next_expired)?.is_empty();
        while is_due {
            let due = WorkItem::due(BATCH).all(&mut connection).await?.len() as u64;
            report.due += due;
            is_due = due == u64::from(BATCH);
        }
        while has_expired {
            let max_expiries = self.options().max_expiries;
            let (expired, poisoned) = self.database.transaction(EndExpiredLeases { max_expiries }).await?;
            report.expired += expired;
            report.poisoned += poisoned;
            has_expired = expired.max(poisoned) == u64::from(BATCH);
        }
        Ok(report)
    }
}

/// Ends a batch of expired leases. Returns the numbers of expired and poisoned items.
struct EndExpiredLeases {
    max_expiries: i32,
}

impl UnitOfWork for EndExpiredLeases {
    type Output = (u64, u64);

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<(u64, u64), Error> {
        let mut counters = CounterChanges::default();
        let expired = WorkItem::expire(self.max_expiries, BATCH).all(connection).await?;
        let poisoned = WorkItem::poison(self.max_expiries, Some(POISONED), BATCH).all(connection).await?;
        for item in expired.iter().chain(&poisoned) {
            if let Some(counter) = counters.of_run(item.run_id.as_ref(), &item.source_key) {
                counter.expiries += 1;
            }
        }
        for item in &poisoned {
            let run = item.run_id.as_ref();
            counters.status_changed(&item.source_key, (Status::InProgress, run), (Status::Failed, run));
        }
        counters.write(connection).await?;
        Ok((expired.len() as u64, poisoned.len() as u64))
    }
}
