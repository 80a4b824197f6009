//! How items go from one status to another.

use super::Status;

/// A transition from one status to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transition {
    /// The verb of [`StateStore`](super::StateStore).
    pub verb: &'static str,
    /// Where the item stands before; `None` when there is none.
    pub from: Option<Status>,
    /// Where it stands after.
    pub to: Status,
    /// When the verb leads there.
    pub when: &'static str,
}

/// All transitions between statuses.
///
/// ```
/// use store::state::{Status, TRANSITIONS};
///
/// let into_progress = TRANSITIONS.iter().filter(|way| way.to == Status::InProgress);
/// assert!(into_progress.into_iter().all(|way| ["claim", "reclaim", "renew"].contains(&way.verb)));
/// ```
pub const TRANSITIONS: &[Transition] = {
    use Status::{Completed, Failed, InProgress, Pending, Skipped};
    const LEASE: &str = "the lease holds";
    const BY_HAND: &str = "by an administrator; a lease on the item is lost";
    const fn way(verb: &'static str, from: Option<Status>, to: Status, when: &'static str) -> Transition {
        Transition { verb, from, to, when }
    }
    &[
        way("enqueue", None, Pending, "nothing has the identity yet"),
        way(
            "claim",
            Some(Pending),
            InProgress,
            "its wait is over, its source gives items, and it is next in order",
        ),
        way("reclaim", Some(InProgress), InProgress, "the same worker had it; the lease is a new one"),
        way("renew", Some(InProgress), InProgress, LEASE),
        way("complete", Some(InProgress), Completed, LEASE),
        way("fail", Some(InProgress), Pending, "the lease holds, and retries are left: it waits first"),
        way("fail", Some(InProgress), Failed, "the lease holds, and no retry is left, or none would help"),
        way("skip", Some(InProgress), Skipped, LEASE),
        way("release", Some(InProgress), Pending, LEASE),
        way("release_worker", Some(InProgress), Pending, "the worker that had it was restarted"),
        way("sweep", Some(InProgress), Pending, "the lease has run out"),
        way("sweep", Some(InProgress), Failed, "the lease has run out, and did so too often before"),
        way("update_status", Some(Pending), Pending, BY_HAND),
        way("update_status", Some(Pending), Completed, BY_HAND),
        way("update_status", Some(Pending), Failed, BY_HAND),
        way("update_status", Some(Pending), Skipped, BY_HAND),
        way("update_status", Some(InProgress), Pending, BY_HAND),
        way("update_status", Some(InProgress), Completed, BY_HAND),
        way("update_status", Some(InProgress), Failed, BY_HAND),
        way("update_status", Some(InProgress), Skipped, BY_HAND),
        way("update_status", Some(Completed), Pending, BY_HAND),
        way("update_status", Some(Completed), Completed, BY_HAND),
        way("update_status", Some(Completed), Failed, BY_HAND),
        way("update_status", Some(Completed), Skipped, BY_HAND),
        way("update_status", Some(Failed), Pending, BY_HAND),
        way("update_status", Some(Failed), Completed, BY_HAND),
        way("update_status", Some(Failed), Failed, BY_HAND),
        way("update_status", Some(Failed), Skipped, BY_HAND),
        way("update_status", Some(Skipped), Pending, BY_HAND),
        way("update_status", Some(Skipped), Completed, BY_HAND),
        way("update_status", Some(Skipped), Failed, BY_HAND),
        way("update_status", Some(Skipped), Skipped, BY_HAND),
        way("reset_for_recrawl", Some(Completed), Pending, "it is not of the new run yet"),
        way("reset_for_recrawl", Some(Failed), Pending, "failed items are asked for"),
        way("reset_for_recrawl", Some(Skipped), Pending, "skipped items are asked for"),
    ]
};
