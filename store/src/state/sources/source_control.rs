//! The table of the settings of sources.

use chrono::{DateTime, Utc};

use crate::state::enum_text::text_enum;
use crate::{SqlEnum, Table};

/// Whether items of a source can be claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, SqlEnum)]
#[sql_enum(rename_all = "snake_case", len = 20)]
pub enum ControlState {
    /// Items can be claimed.
    Running,
    /// No item can be claimed; workers keep waiting.
    Paused,
    /// No item can be claimed; workers stop when they have finished the items they hold.
    Draining,
}

text_enum!(ControlState, "control state");

impl ControlState {
    /// Returns whether items can be claimed.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Running)
    }
}

/// The settings of one source, or of all sources: pause, drain, crawl delay and deferral.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "source_controls")]
#[query(select active(any(state != "running", min_delay_ms > 0, not_before_at > now())) order_by(source_key))]
#[query(select first_active(any(state != "running", min_delay_ms > 0, not_before_at > now())) order_by(source_key) limit(1))]
#[query(select blocked(any(state != "running", not_before_at > now())) order_by(source_key))]
#[query(update set_state(source_key) set(state, reason, updated_at = now()))]
#[query(update set_delay(source_key) set(min_delay_ms, updated_at = now()))]
#[query(update defer(source_key) set(not_before_at = now() + milliseconds(:delay), updated_at = now()))]
#[query(update take_turn(source_key, any(not_before_at is null, not_before_at <= now()))
    set(not_before_at = now() + milliseconds(:delay)))]
#[query(select known() order_by(source_key))]
#[query(select in_order() order_by(source_key) page)]
#[query(select last() order_by(source_key desc) limit(1))]
#[query(count rows())]
pub struct SourceControl {
    /// Key of the source, see `Source::key`; `*` for all sources.
    #[column(primary_key, len = 301)]
    pub source_key: String,
    /// Whether items of the source can be claimed.
    #[column(default = "running")]
    pub state: ControlState,
    /// Reason for a pause or a drain.
    pub reason: Option<String>,
    /// Shortest time between two claims, in milliseconds.
    #[column(default = 0)]
    pub min_delay_ms: i32,
    /// Time before which no item is handed out, by the database's clock.
    pub not_before_at: Option<DateTime<Utc>>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
}
