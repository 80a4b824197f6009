//! The outcomes of a runner, counted.

use std::ops::AddAssign;

use super::Event;

/// The outcomes of a runner, counted: completed, failed, retried and skipped items, versions and links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RunnerReport {
    /// Items that were completed.
    pub completed: u64,
    /// Items that failed for good.
    pub failed: u64,
    /// Failures that are followed by another attempt.
    pub retried: u64,
    /// Items that were skipped.
    pub skipped: u64,
    /// Items that were returned to the queue.
    pub released: u64,
    /// Items whose lease was lost.
    pub lost: u64,
    /// Versions that differ from the previous one, or are the first.
    pub changed: u64,
    /// Versions that equal the previous one.
    pub unchanged: u64,
    /// Resources that were new to the queue.
    pub discovered: u64,
    /// Links to resources that were already in the queue.
    pub duplicates: u64,
    /// Links that were refused, since they do not fit their columns; see [`Event::LinkRefused`].
    pub refused: u64,
    /// Whether a shutdown was requested.
    pub interrupted: bool,
}

impl RunnerReport {
    /// Counts an event.
    pub(super) fn count(&mut self, event: &Event<'_>) {
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

impl AddAssign for RunnerReport {
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
