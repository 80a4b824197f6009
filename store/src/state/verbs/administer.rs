//! What an administrator does by hand.

use crate::state::counters::CounterChanges;
use crate::state::{StateStore, Status, WorkItem, WorkItemId};
use crate::{Connection, ConnectionExt, Database, Error, ErrorKind, UnitOfWork};

/// How often an item is looked at again that changes in between.
const ATTEMPTS: usize = 5;

impl<D: Database> StateStore<D> {
    /// Sets the status of an item. A worker that has claimed the item loses its lease.
    ///
    /// `reason` is stored as the error message of the item. `pending` also resets its counts of failures and expiries.
    ///
    /// # Errors
    ///
    /// [`NotFound`](ErrorKind::NotFound) without such an item; [`Misuse`](ErrorKind::Misuse) for `in_progress`, which an
    /// item comes to by a claim only; [`Stale`](ErrorKind::VersionConflict) for an item that changes all the time.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::Status;
    ///
    /// # store::__example!(|store, page| {
    /// let id = store.enqueue(page("1")).await?.work_item_id().clone();
    /// store.update_status(&id, Status::Skipped, Some("not ours")).await?;
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
            let message = "an item comes into progress when a worker claims it: choose another status";
            return Err(Error::new(ErrorKind::Misuse, message));
        }
        let unit = UpdateStatus { id: id.clone(), status, reason: reason.map(str::to_owned) };
        self.database.transaction(unit).await
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
            if self.put(connection, &item).await? {
                let (run, mut counters) = (item.run_id.as_ref(), CounterChanges::default());
                counters.moved(&item.source_key, (item.status, run), (self.status, run));
                return counters.write(connection).await;
            }
        }
        let message = format!("work item {} changes all the time: try again", self.id);
        Err(Error::new(ErrorKind::VersionConflict, message).with_table("work_items"))
    }
}

impl UpdateStatus {
    /// Changes the item if it is still as it was read.
    async fn put<C: Connection>(&self, connection: &mut C, item: &WorkItem) -> Result<bool, Error> {
        let (id, token, reason) = (&self.id, item.lease_token, self.reason.as_deref());
        let rows = match self.status {
            Status::Pending => WorkItem::reopen(id, &item.status, token, reason).execute(connection).await?,
            status => WorkItem::close(id, &item.status, token, &status, reason).execute(connection).await?,
        };
        Ok(rows > 0)
    }
}

fn not_found(id: &WorkItemId) -> Error {
    Error::new(ErrorKind::NotFound, format!("no work item has the id {id}")).with_table("work_items")
}
