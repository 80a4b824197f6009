//! The transitions between the statuses of an item.

use crate::state::Status;

/// A transition from one status to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// Method of [`StateStore`](crate::state::StateStore) that makes the transition.
    pub verb: &'static str,
    /// Status before the transition; `None` if the item does not exist.
    pub from: Option<Status>,
    /// Status after the transition.
    pub to: Status,
    /// Condition of the transition.
    pub when: &'static str,
}

/// All transitions between the statuses of an item.
///
/// ```
/// use store::state::{Status, TRANSITIONS};
///
/// let claims = TRANSITIONS.iter().filter(|transition| transition.to == Status::InProgress);
/// assert!(claims.into_iter().all(|transition| ["claim", "reclaim", "renew"].contains(&transition.verb)));
/// ```
pub const TRANSITIONS: &[Transition] = {
    use Status::{Completed, Failed, InProgress, Pending, Skipped};
    const NEW: &str = "no item has the identity yet";
    const NEXT: &str =
        "no retry is outstanding, the source is neither paused nor delayed, and the item is next in order";
    const LEASE: &str = "the lease holds";
    const ADMIN: &str = "by an administrator; a lease on the item is lost";
    const fn row(verb: &'static str, from: Option<Status>, to: Status, when: &'static str) -> Transition {
        Transition { verb, from, to, when }
    }
    &[
        row("enqueue", None, Pending, NEW),
        row("claim", Some(Pending), InProgress, NEXT),
        row("reclaim", Some(InProgress), InProgress, "the same worker held the item; the old lease is lost"),
        row("renew", Some(InProgress), InProgress, LEASE),
        row("complete", Some(InProgress), Completed, LEASE),
        row("fail", Some(InProgress), Pending, "the lease holds and retries are left; the item waits first"),
        row(
            "fail",
            Some(InProgress),
            Failed,
            "the lease holds, and no retry is left or the failure is final",
        ),
        row("skip", Some(InProgress), Skipped, LEASE),
        row("release", Some(InProgress), Pending, LEASE),
        row("release_worker", Some(InProgress), Pending, "the worker that held the item was restarted"),
        row("sweep", Some(InProgress), Pending, "the lease has expired"),
        row("sweep", Some(InProgress), Failed, "leases on the item have expired too often"),
        row("update_status", Some(Pending), Pending, ADMIN),
        row("update_status", Some(Pending), Completed, ADMIN),
        row("update_status", Some(Pending), Failed, ADMIN),
        row("update_status", Some(Pending), Skipped, ADMIN),
        row("update_status", Some(InProgress), Pending, ADMIN),
        row("update_status", Some(InProgress), Completed, ADMIN),
        row("update_status", Some(InProgress), Failed, ADMIN),
        row("update_status", Some(InProgress), Skipped, ADMIN),
        row("update_status", Some(Completed), Pending, ADMIN),
        row("update_status", Some(Completed), Completed, ADMIN),
        row("update_status", Some(Completed), Failed, ADMIN),
        row("update_status", Some(Completed), Skipped, ADMIN),
        row("update_status", Some(Failed), Pending, ADMIN),
        row("update_status", Some(Failed), Completed, ADMIN),
        row("update_status", Some(Failed), Failed, ADMIN),
        row("update_status", Some(Failed), Skipped, ADMIN),
        row("update_status", Some(Skipped), Pending, ADMIN),
        row("update_status", Some(Skipped), Completed, ADMIN),
        row("update_status", Some(Skipped), Failed, ADMIN),
        row("update_status", Some(Skipped), Skipped, ADMIN),
        row("reset_for_recrawl", Some(Completed), Pending, "the item does not belong to the new run yet"),
        row("reset_for_recrawl", Some(Failed), Pending, "failed items are selected"),
        row("reset_for_recrawl", Some(Skipped), Pending, "skipped items are selected"),
    ]
};
