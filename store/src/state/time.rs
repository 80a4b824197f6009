//! The program's clock, for what no lease depends on.

use chrono::{DateTime, SubsecRound, Utc};

/// Now, as exactly as the database keeps it: what is given back equals what is read later.
pub(super) fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(6)
}
