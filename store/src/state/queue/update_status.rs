//! Setting the status of an item without a lease.

use super::WorkItem;
use crate::state::counters::CounterChanges;
use crate::state::{StateStore, Status, WorkItemId};
use crate::{Batch, Connection, ConnectionExt, Database, Error, ErrorKind, UniqueKey, UnitOfWork};

/// The number of times that an item which changes concurrently is read again.
const ATTEMPTS: usize = 5;

impl<D: Database> StateStore<D> {
    /// Sets the status of an item. A worker that has claimed the item loses its lease.
    ///
    /// `reason` is stored as the error message of the item. `pending` also resets its counts of failures and expiries.
    ///
    /// # Errors
    ///
    /// [`NotFound`](ErrorKind::NotFound) for an unknown id; [`Misuse`](ErrorKind::Misuse) for `in_progress`, which only a
    /// claim sets; [`VersionConflict`](ErrorKind::VersionConflict) for an item that keeps changing concurrently.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::Status;
    ///
    /// # store::__example!(|store, page| {
    /// let id = store.enqueue(page("1")).await?.work_item_id().clone();
    /// store.update_status(&id, Status::Skipped, Some("out of scope")).await?;
    /// assert_eq!(store.stats().await?.total.skipped, 1);
    /// # });
    /// ```
    pub async fn update_status(
        &self,
        id: &WorkItemId,
        status: Status,
        reason: Option<&str>,
    ) -> Result<(), Error> {
        if status == Status::InProgress {
            let message = "only a claim sets the status `in_progress`: choose another status";
            return Err(Error::new(ErrorKind::Misuse, message));
        }
        let unit = UpdateStatus { id: id.clone(), status, reason: reason.map(str::to_owned) };
        self.database.run(unit).await
    }
}

struct UpdateStatus {
    id: WorkItemId,
    status: Status,
    reason: Option<String>,
}

impl UnitOfWork for UpdateStatus {
    type Output = ();

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<(), Error> {
        for _ in 0..ATTEMPTS {
            let item = connection.get::<WorkItem>(&self.id).await?.ok_or_else(|| not_found(&self.id))?;
            match self.update(connection, &item).await {
                Err(error) if error.kind() == ErrorKind::UnexpectedRowCount => {}
                updated => return updated,
            }
        }
        let message = format!("work item {} keeps changing: repeat the call", self.id);
        Err(Error::new(ErrorKind::VersionConflict, message).with_table("work_items"))
    }
}

impl UpdateStatus {
    /// Changes the item if its status and lease are still those that were read; otherwise fails with
    /// [`UnexpectedRowCount`](ErrorKind::UnexpectedRowCount).
    async fn update<C: Connection>(&self, connection: &mut C, item: &WorkItem) -> Result<(), Error> {
        let (run, mut counters) = (item.run_id.as_ref(), CounterChanges::default());
        counters.status_changed(&item.source_key, (item.status, run), (self.status, run));
        let counters = counters.into_rows();
        let (id, token, reason) = (&self.id, item.lease_token, self.reason.as_deref());
        let mut batch = Batch::new();
        let updated = match self.status {
            Status::Pending => batch.execute(WorkItem::reopen(id, &item.status, token, reason)),
            _ => batch.execute(WorkItem::close(id, &item.status, token, &self.status, reason)),
        };
        batch.expect(updated, 1);
        batch.upsert_many(&counters, UniqueKey::PRIMARY);
        connection.batch(batch).await.map(|_| ())
    }
}

fn not_found(id: &WorkItemId) -> Error {
    Error::new(ErrorKind::NotFound, format!("no work item has the id {id}")).with_table("work_items")
}
