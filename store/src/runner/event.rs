//! What happens, and what it comes to.

use std::ops::AddAssign;
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
    /// A worker has taken items.
    Claimed {
        /// The worker.
        worker: &'e str,
        /// How many.
        items: u64,
    },
    /// An item was completed.
    Completed {
        /// The item, as it was when it was taken.
        item: &'e WorkItem,
        /// The new version; `None` without content.
        version: Option<VersionInfo>,
        /// How many resources it led to that were new to the queue.
        discovered: u64,
        /// How many it led to that were in the queue already.
        duplicates: u64,
    },
    /// A link of an item that was completed was not put in the queue; comes before the item's `Completed`.
    LinkRefused {
        /// The item, as it was when it was taken.
        item: &'e WorkItem,
        /// The link and the reason.
        refused: &'e RefusedLink,
    },
    /// An item failed and is tried again.
    Retried {
        /// The item, as it was when it was taken.
        item: &'e WorkItem,
        /// Why.
        reason: &'e str,
        /// After how long it is tried again.
        after: Duration,
    },
    /// An item failed for good.
    Failed {
        /// The item, as it was when it was taken.
        item: &'e WorkItem,
        /// Why.
        reason: &'e str,
    },
    /// An item was skipped.
    Skipped {
        /// The item, as it was when it was taken.
        item: &'e WorkItem,
        /// Why.
        reason: &'e str,
    },
    /// An item went back to the queue.
    Released {
        /// The item, as it was when it was taken.
        item: &'e WorkItem,
    },
    /// The lease on an item was lost: what came of it was dropped.
    LeaseLost {
        /// The item, as it was when it was taken.
        item: &'e WorkItem,
    },
}

/// The counts of what a runner has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// Items that were completed.
    pub completed: u64,
    /// Items that failed for good.
    pub failed: u64,
    /// Failures that are followed by another attempt.
    pub retried: u64,
    /// Items that were skipped.
    pub skipped: u64,
    /// Items that went back to the queue.
    pub released: u64,
    /// Items whose lease was lost.
    pub lost: u64,
    /// Versions that differ from the ones before, or are the first.
    pub changed: u64,
    /// Versions that are like the ones before.
    pub unchanged: u64,
    /// Resources that were new to the queue.
    pub discovered: u64,
    /// Resources that were found and in the queue already.
    pub duplicates: u64,
    /// Links that were not put in the queue, as they do not fit their columns; see [`Event::LinkRefused`].
    pub refused: u64,
    /// Whether it was asked to stop.
    pub interrupted: bool,
}

impl Report {
    pub(super) fn note(&mut self, event: &Event<'_>) {
        match event {
            Event::Claimed { .. } => {}
            Event::Completed { version, discovered, duplicates, .. } => {
                self.completed += 1;
                self.changed += u64::from(version.is_some_and(|version| version.changed));
                self.unchanged += u64::from(version.is_some_and(|version| !version.changed));
                self.discovered += discovered;
                self.duplicates += duplicates;
            }
            Event::LinkRefused { .. } => self.refused += 1,
            Event::Retried { .. } => self.retried += 1,
            Event::Failed { .. } => self.failed += 1,
            Event::Skipped { .. } => self.skipped += 1,
            Event::Released { .. } => self.released += 1,
            Event::LeaseLost { .. } => self.lost += 1,
        }
    }
}

impl AddAssign for Report {
    fn add_assign(&mut self, other: Self) {
        self.completed += other.completed;
        self.failed += other.failed;
        self.retried += other.retried;
        self.skipped += other.skipped;
        self.released += other.released;
        self.lost += other.lost;
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.discovered += other.discovered;
        self.duplicates += other.duplicates;
        self.refused += other.refused;
        self.interrupted |= other.interrupted;
    }
}
