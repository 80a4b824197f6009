//! An item that a worker has claimed.

use std::time::Duration;

use super::{ItemState, WorkItem};
use crate::state::{RunId, Status, WorkItemId};
use crate::{Error, ErrorKind};

/// A claimed item and its lease.
///
/// A token that increases with every claim identifies the lease. Every call on the item presents the token.
///
/// The lease is lost when a sweep finds it expired, when the item is [reclaimed](crate::state::StateStore::reclaim) or
/// [released](crate::state::StateStore::release_worker) by the name of the worker, and when an administrator [changes
/// the status](crate::state::StateStore::update_status). From then on every call returns
/// [`LeaseLost`](ErrorKind::LeaseLost), even if no other worker has claimed the item. An expired lease is not yet lost:
/// until a sweep finds it, its worker can renew it or finish the item.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimedItem {
    pub(super) item: WorkItem,
    pub(super) run: Option<RunId>,
    pub(super) lease: Duration,
}

impl ClaimedItem {
    /// Returns the item as of the claim.
    pub fn item(&self) -> &WorkItem {
        &self.item
    }

    /// Returns the id of the item.
    pub fn work_item_id(&self) -> &WorkItemId {
        &self.item.work_item_id
    }

    /// Returns the token of the lease, which is greater than the tokens of all earlier leases on the item.
    pub fn token(&self) -> i64 {
        self.item.lease_token
    }

    /// Returns the duration of the lease as of the claim. A renewal restores the full duration.
    pub fn lease(&self) -> Duration {
        self.lease
    }

    /// Returns the run that the item is processed for: the run of the claim, otherwise the run of the item.
    pub fn run(&self) -> Option<&RunId> {
        self.run.as_ref().or(self.item.run_id.as_ref())
    }

    /// Returns the status that the item leaves when it is finished, and the run that counts it as open.
    pub(super) fn open_status(&self) -> (Status, Option<&RunId>) {
        (Status::InProgress, self.item.run_id.as_ref())
    }

    /// Checks that a statement which compares the token has changed a row.
    pub(in crate::state) fn check_held(&self, rows: u64) -> Result<(), Error> {
        if rows > 0 { Ok(()) } else { Err(self.lost()) }
    }

    /// Returns whether the lease holds, given the item as it is now.
    pub(in crate::state) fn is_held(&self, item: &ItemState) -> bool {
        item.status == Status::InProgress && item.lease_token == self.item.lease_token
    }

    /// Returns the error of a call under a lost lease.
    pub(in crate::state) fn lost(&self) -> Error {
        let (id, token) = (&self.item.work_item_id, self.item.lease_token);
        let message = format!(
            "lease {token} on work item {id} is lost: another worker may hold the item; discard the result"
        );
        Error::new(ErrorKind::LeaseLost, message).with_table("work_items")
    }
}
