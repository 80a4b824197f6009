//! The events of a runner.

use std::time::Duration;

use crate::state::{RefusedLink, VersionInfo, WorkItem};

/// An event of a running [`Runner`](crate::runner::Runner).
///
/// ```
/// use store::runner::{Context, Event, Runner};
/// use store::state::{Completion, WorkItem};
/// use store_sqlite::Sqlite;
///
/// # store::__example!(|store, page| {
/// # store.enqueue(page("1")).await?;
/// let runner = Runner::new(store, "worker").on_event(|event| match event {
///     Event::Completed { item, discovered, .. } => println!("{}: {discovered} new", item.request_uri),
///     Event::Failed { item, reason } => println!("{}: {reason}", item.request_uri),
///     _ => {}
/// });
/// let report = runner.run_until_empty(|_: WorkItem, _: Context<Sqlite>| async { Completion::new() }).await?;
/// assert_eq!(report.completed, 1);
/// # });
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Event<'e> {
    /// A worker claimed items.
    Claimed {
        /// Name of the runner.
        worker: &'e str,
        /// Number of items.
        items: u64,
    },
    /// An item was completed.
    Completed {
        /// The item as of its claim.
        item: &'e WorkItem,
        /// The new version; `None` without content.
        version: Option<VersionInfo>,
        /// Number of links to resources that were new to the queue.
        discovered: u64,
        /// Number of links to resources that were already in the queue.
        duplicates: u64,
    },
    /// A link of a completed item was refused, since it does not fit its columns; precedes the `Completed` of the item.
    LinkRefused {
        /// The item as of its claim.
        item: &'e WorkItem,
        /// The link and the reason.
        refused: &'e RefusedLink,
    },
    /// An item failed and is retried after a delay.
    Retried {
        /// The item as of its claim.
        item: &'e WorkItem,
        /// The reason.
        reason: &'e str,
        /// Delay before the next attempt.
        after: Duration,
    },
    /// An item failed for good.
    Failed {
        /// The item as of its claim.
        item: &'e WorkItem,
        /// The reason.
        reason: &'e str,
    },
    /// An item was skipped.
    Skipped {
        /// The item as of its claim.
        item: &'e WorkItem,
        /// The reason.
        reason: &'e str,
    },
    /// An item was returned to the queue.
    Released {
        /// The item as of its claim.
        item: &'e WorkItem,
    },
    /// The lease on an item was lost; its outcome was discarded.
    LeaseLost {
        /// The item as of its claim.
        item: &'e WorkItem,
    },
}
