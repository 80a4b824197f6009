//! The table of versions.

use chrono::{DateTime, Utc};

use crate::Table;
use crate::state::{RunId, WorkItemId};

/// One fetched version of a resource: the run and attempt that fetched it, and whether it differs from the previous one.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(
    schema = "ingest",
    name = "resource_versions",
    primary_key(columns(work_item_id, version)),
    without_rowid
)]
#[table(index(name = "ix_resource_versions_run", columns(run_id, work_item_id)))]
#[table(index(
    name = "ix_resource_versions_superseded",
    columns(superseded_at),
    filter(superseded_at is not null)
))]
#[query(update supersede(work_item_id, version) set(superseded_at = now()) many)]
#[query(select history(work_item_id) order_by(version))]
#[query(select of_run(run_id, changed?) order_by(work_item_id, version) page)]
#[query(delete prune(superseded_at < now() - seconds(:age), superseded_at is not null) limit(:max_rows))]
#[query(count prunable(superseded_at < now() - seconds(:age), superseded_at is not null))]
#[query(select in_order() order_by(work_item_id, version) page)]
#[query(select last() order_by(work_item_id desc, version desc) limit(1))]
#[query(count rows())]
pub struct ResourceVersion {
    /// Work item of the resource.
    pub work_item_id: WorkItemId,
    /// Number of the version, from 1.
    pub version: i32,
    /// Run that fetched the version.
    #[column(insert_only)]
    pub run_id: Option<RunId>,
    /// Attempt of the run that fetched the version.
    #[column(insert_only)]
    pub attempt: i32,
    /// SHA-256 of the content.
    #[column(insert_only)]
    pub content_hash: [u8; 32],
    /// Size of the content in bytes.
    #[column(insert_only)]
    pub size: i64,
    /// Media type of the content: `text/html`.
    #[column(len = 200, insert_only)]
    pub content_type: Option<String>,
    /// Status code of the source's response, such as an HTTP status.
    #[column(insert_only)]
    pub status_code: Option<i32>,
    /// Location where the content is stored.
    #[column(len = 2000, insert_only)]
    pub location: Option<String>,
    /// Additional data of the application.
    #[column(insert_only)]
    pub metadata: Option<serde_json::Value>,
    /// Time when the content was fetched.
    #[column(insert_only)]
    pub fetched_at: DateTime<Utc>,
    /// Whether the content differs from the previous version; true for the first version.
    #[column(insert_only)]
    pub changed: bool,
    /// Time when a newer version was stored, by the database's clock.
    pub superseded_at: Option<DateTime<Utc>>,
}
