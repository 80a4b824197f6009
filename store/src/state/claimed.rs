//! An item in the hands of a worker.

use std::time::Duration;

use super::{RunId, Status, WorkItem, WorkItemId};
use crate::{Error, ErrorKind};

/// An item that a worker has taken, with its lease.
///
/// A token that rises with every claim identifies the lease. Whatever is done with the item presents the token.
///
/// The lease is lost when a sweep finds it expired, when the item is [taken back](super::StateStore::take_back) or
/// [released](super::StateStore::release_all) by the name of the worker, and when an administrator
/// [changes the status](super::StateStore::update_status). From then on every call returns
/// [`LeaseLost`](ErrorKind::LeaseLost), also if no other worker has taken the item. Time alone loses no lease: until a sweep
/// has found it, an expired lease can be renewed, and its item ended.
///
/// ```
/// use store::state::{ClaimRequest, Identity, NewItem, StateOptions, StateStore};
/// # use store_sqlite::{Sqlite, SqliteOptions};
///
/// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
/// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
/// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
/// store.enqueue(page("1")).await?;
/// let claimed = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
/// assert_eq!(claimed.work_item_id(), &claimed.item().work_item_id);
/// assert_eq!((claimed.token(), claimed.lease().as_secs(), claimed.run()), (1, 300, None));
/// # Ok::<(), store::Error>(()) }).unwrap();
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimedItem {
    pub(super) item: WorkItem,
    pub(super) run: Option<RunId>,
    pub(super) lease: Duration,
}

impl ClaimedItem {
    /// The item as it was when it was taken.
    pub fn item(&self) -> &WorkItem {
        &self.item
    }

    /// The id of the item.
    pub fn work_item_id(&self) -> &WorkItemId {
        &self.item.work_item_id
    }

    /// The token of the lease: greater than those of all leases on the item before.
    pub fn token(&self) -> i64 {
        self.item.lease_token
    }

    /// How long the lease was when the item was taken; a renewal makes it that long again.
    pub fn lease(&self) -> Duration {
        self.lease
    }

    /// The run that it is worked on for: that of the claim, else that of the item.
    pub fn run(&self) -> Option<&RunId> {
        self.run.as_ref().or(self.item.run_id.as_ref())
    }

    /// From where it moves when it ends.
    pub(super) fn leaves(&self) -> (Status, Option<&RunId>) {
        (Status::InProgress, self.item.run_id.as_ref())
    }

    /// Refuses what a worker does whose lease is lost.
    pub(super) fn held(&self, rows: u64) -> Result<(), Error> {
        if rows > 0 { Ok(()) } else { Err(self.lost()) }
    }

    pub(super) fn lost(&self) -> Error {
        let (id, token) = (&self.item.work_item_id, self.item.lease_token);
        Error::new(
            ErrorKind::LeaseLost,
            format!(
                "lease {token} on work item {id} is lost: another worker may hold the item; discard the result"
            ),
        )
        .with_table("work_items")
    }
}
