//! How far something has come.

use chrono::{DateTime, Utc};

use crate::state::WorkItemId;
use crate::{SqlEnum, Table};

/// The kind of owner of a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, SqlEnum)]
#[sql_enum(rename_all = "snake_case", len = 10)]
pub enum Scope {
    /// A source, over all runs.
    Source,
    /// A run.
    Run,
}

/// How far something has come: a named JSON value of a source or a run.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "checkpoints", primary_key(columns(scope, owner, name)))]
#[query(update replace(scope, owner, name, version = :expected)
    set(value, version += 1, work_item_id, updated_at = now()))]
#[query(select of_owner(scope, owner) order_by(scope, owner, name) page)]
#[query(select in_order() order_by(scope, owner, name) page)]
#[query(select last() order_by(scope desc, owner desc, name desc) limit(1))]
#[query(count rows())]
pub struct Checkpoint {
    /// What it belongs to.
    pub scope: Scope,
    /// The key of the source, or the id of the run.
    #[column(len = 301)]
    pub owner: String,
    /// Its name.
    #[column(len = 128)]
    pub name: String,
    /// The value.
    pub value: serde_json::Value,
    /// How often it was written.
    pub version: i32,
    /// The work item under whose lease it was written last.
    pub work_item_id: Option<WorkItemId>,
    /// When it was written last.
    pub updated_at: DateTime<Utc>,
}
