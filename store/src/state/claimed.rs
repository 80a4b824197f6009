//! An item in the hands of a worker.

use std::time::Duration;

use super::{RunId, Status, WorkItem, WorkItemId};
use crate::{Error, ErrorKind};

/// A claimed item and its lease.
///
/// A token that increases with every claim identifies the lease. Every call on the item presents the token.
///
/// The lease is lost when a sweep finds it expired, when the item is [taken back](super::StateStore::reclaim) or
/// [released](super::StateStore::release_worker) by the name of the worker, and when an administrator [changes the
/// status](super::StateStore::update_status). From then on every call returns [`LeaseLost`](ErrorKind::LeaseLost),
/// even if no other worker has claimed the item. An expired lease is not yet lost: until a sweep finds it, it can be
/// renewed, and its item ended.
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
