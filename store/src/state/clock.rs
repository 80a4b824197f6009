//! The clock of the program, used only where no lease depends on the time.

use chrono::{DateTime, SubsecRound, Utc};

/// Returns the current time in microseconds, the precision of the columns: a time that is written is read back equal.
pub(super) fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}
