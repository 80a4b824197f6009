//! The status of a work item.

use super::enum_text::text_enum;
use crate::SqlEnum;

/// The status of a work item.
///
/// ```
/// use store::state::Status;
///
/// let finished: Vec<&str> =
///     Status::ALL.iter().filter(|status| status.is_finished()).map(|status| status.as_str()).collect();
/// assert_eq!(finished, ["completed", "failed", "skipped"]);
/// assert_eq!("in_progress".parse::<Status>()?, Status::InProgress);
/// # Ok::<(), store::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, SqlEnum)]
#[sql_enum(rename_all = "snake_case", len = 20)]
pub enum Status {
    /// Waits for a worker, or for its next attempt.
    Pending,
    /// Is claimed by a worker.
    InProgress,
    /// Was fetched.
    Completed,
    /// Failed for good.
    Failed,
    /// Is not to be fetched.
    Skipped,
}

text_enum!(Status, "status");

impl Status {
    /// All statuses.
    pub const ALL: [Self; 5] =
        [Self::Pending, Self::InProgress, Self::Completed, Self::Failed, Self::Skipped];

    /// Returns whether the item is completed, failed or skipped.
    pub const fn is_finished(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Skipped)
    }
}
