//! What may be taken of a source, and how often.

use chrono::{DateTime, Utc};

use crate::{SqlEnum, Table};

/// Whether items of a source are handed to workers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, SqlEnum)]
#[sql_enum(rename_all = "snake_case", len = 20)]
pub enum ControlState {
    /// They are.
    Running,
    /// They are not; workers wait.
    Paused,
    /// They are not; workers end when what they have is done.
    Draining,
}

impl ControlState {
    /// Whether items are given to workers.
    pub const fn gives(self) -> bool {
        matches!(self, Self::Running)
    }
}

/// What may be taken of a source, or of all, and how often.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "source_controls")]
#[query(select active(any(state != "running", min_delay_ms > 0, not_before_at > now())) order_by(source_key))]
#[query(select blocked(any(state != "running", not_before_at > now())) order_by(source_key))]
#[query(update set_state(source_key) set(state, reason, updated_at = now()))]
#[query(update set_delay(source_key) set(min_delay_ms, updated_at = now()))]
#[query(update wait(source_key) set(not_before_at = now() + milliseconds(:wait), updated_at = now()))]
#[query(update take_turn(source_key, any(not_before_at is null, not_before_at <= now()))
    set(not_before_at = now() + milliseconds(:delay)))]
#[query(select known() order_by(source_key))]
#[query(select in_order() order_by(source_key) page)]
#[query(select last() order_by(source_key desc) limit(1))]
#[query(count rows())]
pub struct SourceControl {
    /// The source, see `Source::key`; `*` for all of them.
    #[column(primary_key, len = 301)]
    pub source_key: String,
    /// Whether its items are given to workers.
    #[column(default = "running")]
    pub state: ControlState,
    /// Why they are not.
    pub reason: Option<String>,
    /// The least time between two claims, in milliseconds.
    #[column(default = 0)]
    pub min_delay_ms: i32,
    /// Before when no item is given, by the database's clock.
    pub not_before_at: Option<DateTime<Utc>>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
}
