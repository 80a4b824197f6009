//! What was fetched of a resource, each time.

use chrono::{DateTime, Utc};

use crate::Table;
use crate::state::{RunId, WorkItemId};

/// What was fetched of a resource once: which run and attempt gave it, and whether it differs from the one before.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "resource_versions", primary_key(columns(work_item_id, version)))]
#[table(index(name = "ix_resource_versions_run", columns(run_id, work_item_id)))]
#[table(index(
    name = "ix_resource_versions_superseded",
    columns(superseded_at),
    filter(superseded_at is not null)
))]
#[query(update supersede(work_item_id, version) set(superseded_at = now()))]
#[query(select history(work_item_id) order_by(version))]
#[query(select of_run(run_id, changed?) order_by(work_item_id, version) page)]
#[query(delete prune(superseded_at < now() - seconds(:age), superseded_at is not null) limit(:most))]
#[query(count prunable(superseded_at < now() - seconds(:age), superseded_at is not null))]
#[query(select in_order() order_by(work_item_id, version) page)]
#[query(select last() order_by(work_item_id desc, version desc) limit(1))]
#[query(count rows())]
pub struct ResourceVersion {
    /// The work item whose resource it is.
    pub work_item_id: WorkItemId,
    /// Its number, from 1.
    pub version: i32,
    /// The run that fetched it.
    #[column(insert_only)]
    pub run_id: Option<RunId>,
    /// Which attempt of the run.
    #[column(insert_only)]
    pub attempt: i32,
    /// The SHA-256 of the content.
    #[column(insert_only)]
    pub content_hash: [u8; 32],
    /// The bytes of the content.
    #[column(insert_only)]
    pub size: i64,
    /// The type of the content: `text/html`.
    #[column(len = 200, insert_only)]
    pub content_type: Option<String>,
    /// The status that the source answered with, as that of HTTP.
    #[column(insert_only)]
    pub status_code: Option<i32>,
    /// Where the content is kept.
    #[column(len = 2000, insert_only)]
    pub location: Option<String>,
    /// What else is known of it.
    #[column(insert_only)]
    pub metadata: Option<serde_json::Value>,
    /// When it was fetched.
    #[column(insert_only)]
    pub fetched_at: DateTime<Utc>,
    /// Whether the content differs from that of the version before; that of a first version does.
    #[column(insert_only)]
    pub changed: bool,
    /// When a newer version came, by the database's clock.
    pub superseded_at: Option<DateTime<Utc>>,
}
