//! The table of checkpoints.

use chrono::{DateTime, Utc};

use crate::state::WorkItemId;
use crate::state::enum_text::text_enum;
use crate::{SqlEnum, Table};

/// The kind of owner of a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, SqlEnum)]
#[sql_enum(rename_all = "snake_case", len = 10)]
pub enum CheckpointScope {
    /// A source, over all runs.
    Source,
    /// A run.
    Run,
}

text_enum!(CheckpointScope, "checkpoint scope");

/// A position to resume from: a named JSON value of a source or a run.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "checkpoints", primary_key(columns(scope, owner, name)))]
#[query(update replace(scope, owner, name, version = :expected)
    set(value, version += 1, work_item_id, updated_at = now()))]
#[query(select of_owner(scope, owner) order_by(scope, owner, name) page)]
#[query(select in_order() order_by(scope, owner, name) page)]
#[query(select last() order_by(scope desc, owner desc, name desc) limit(1))]
#[query(count rows())]
pub struct Checkpoint {
    /// Kind of the owner.
    pub scope: CheckpointScope,
    /// Key of the source, or id of the run.
    #[column(len = 301)]
    pub owner: String,
    /// Name of the checkpoint.
    #[column(len = 128)]
    pub name: String,
    /// Value of the checkpoint.
    pub value: serde_json::Value,
    /// Number of times that the checkpoint was written.
    pub version: i32,
    /// Work item under whose lease the checkpoint was last written.
    pub work_item_id: Option<WorkItemId>,
    /// Time when the checkpoint was last written.
    pub updated_at: DateTime<Utc>,
}
