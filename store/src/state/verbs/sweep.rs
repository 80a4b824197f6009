//! Looking after leases that have run out and retries that are due.

use crate::state::counters::CounterChanges;
use crate::state::{CounterKind, StateStore, Status, WorkItem};
use crate::{Connection, Database, Error, UnitOfWork};

/// How many items are changed in one transaction: few enough that nobody waits for it, and that SQL Server does not
/// lock the table instead of the rows.
pub(super) const BATCH: u32 = 1_000;

/// Why an item is failed whose leases run out.
const POISON: &str = "its leases ran out time and again: it may be what ends its workers";

/// The numbers of items that a sweep has changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SweepReport {
    /// Items whose lease had run out, and that can be taken again.
    pub expired: u64,
    /// Items whose lease had run out too often, and that are failed now.
    pub poisoned: u64,
    /// Items whose wait after a failure was over.
    pub due: u64,
}

impl SweepReport {
    /// How many items can be taken again.
    pub const fn reopened(self) -> u64 {
        self.expired + self.due
    }
}

impl<D: Database> StateStore<D> {
    /// Makes items claimable again whose lease has expired or whose retry is due.
    ///
    /// An expired lease is lost from then on: its worker can neither renew it nor end the item.
    ///
    /// Claims also sweep; see [`StateOptions::sweep_every`](crate::state::StateOptions::sweep_every).
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn sweep(&self) -> Result<SweepReport, Error> {
        let mut swept = SweepReport::default();
        let mut connection = self.connection();
        loop {
            let due = count(&WorkItem::due(BATCH).all(&mut connection).await?);
            swept.due += due;
            if due < u64::from(BATCH) {
                break;
            }
        }
        while WorkItem::overdue().total(&mut connection).await? > 0 {
            let most = self.shared.options.max_expiries;
            let (expired, poisoned) = self.database.transaction(Reclaim { most }).await?;
            swept.expired += expired;
            swept.poisoned += poisoned;
            // Another process does the same at the moment.
            if expired + poisoned == 0 {
                break;
            }
        }
        Ok(swept)
    }
}

/// Takes items back whose lease has run out.
struct Reclaim {
    most: i32,
}

impl UnitOfWork for Reclaim {
    type Output = (u64, u64);

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<(u64, u64), Error> {
        let mut counters = CounterChanges::default();
        let expired = WorkItem::expire(self.most, BATCH).all(connection).await?;
        let poisoned = WorkItem::poison(self.most, Some(POISON), BATCH).all(connection).await?;
        for item in expired.iter().chain(&poisoned) {
            counters.run(item.run_id.as_ref(), &item.source_key, CounterKind::Expiries, 1);
        }
        for item in &poisoned {
            let run = item.run_id.as_ref();
            counters.moved(&item.source_key, (Status::InProgress, run), (Status::Failed, run));
        }
        counters.write(connection).await?;
        Ok((count(&expired), count(&poisoned)))
    }
}

fn count(items: &[WorkItem]) -> u64 {
    items.len() as u64
}
