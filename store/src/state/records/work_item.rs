//! One resource to fetch.

use chrono::{DateTime, Utc};

use super::Identity;
use crate::{Field, SqlEnum, Table};

/// The id of a work item: a UUID as text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Field)]
#[field(len = 36)]
pub struct WorkItemId(String);

impl WorkItemId {
    /// A new id, which sorts behind those made before it.
    pub fn new() -> Self {
        Self(uuid::Uuid::now_v7().to_string())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for WorkItemId {
    fn default() -> Self {
        Self::new()
    }
}

impl From<String> for WorkItemId {
    fn from(id: String) -> Self {
        Self(id)
    }
}

/// Where a work item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, SqlEnum)]
#[sql_enum(rename_all = "snake_case", len = 20)]
pub enum Status {
    /// Waits for a worker.
    Pending,
    /// Is with a worker.
    InProgress,
    /// Was fetched.
    Completed,
    /// Was given up.
    Failed,
    /// Is not to be fetched.
    Skipped,
}

/// One resource to fetch, and how that goes.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "work_items")]
#[table(unique(name = "ux_work_items_dedupe", columns(dedupe_hash)))]
#[table(index(name = "ix_work_items_claim", columns(status, priority, created_at)))]
#[table(index(name = "ix_work_items_source", columns(source_system, source_name)))]
#[table(index(name = "ix_work_items_run_id", columns(run_id)))]
#[query(claim next(status = "pending")
    order_by(priority, created_at, work_item_id)
    set(status = "in_progress", attempt += 1, run_id = :run, updated_at = now()))]
#[query(update complete(work_item_id) set(status = "completed", error_message = null, updated_at = now()))]
#[query(update fail(work_item_id) set(status = "failed", error_message = :reason, updated_at = now()))]
#[query(update release_others(status = "in_progress", any(run_id is null, run_id != :run)) set(status = "pending", updated_at = now()))]
#[query(update reset_for_recrawl(status = "completed", source_system?, source_name?) set(status = "pending", attempt = 0, updated_at = now()))]
#[query(select known_resources(source_system?, source_name?, status?) order_by(created_at, work_item_id))]
#[query(count by_status() group_by(status))]
pub struct WorkItem {
    /// The id.
    #[column(primary_key)]
    pub work_item_id: WorkItemId,
    /// The kind of system it comes from: `mediawiki`, `openalex`, `http`.
    #[column(len = 100, insert_only)]
    pub source_system: String,
    /// The system itself: `wikipedia`, `wookieepedia`.
    #[column(len = 100, insert_only)]
    pub source_name: String,
    /// What kind of resource it is: `page`, `category`, `work`.
    #[column(len = 100, insert_only)]
    pub resource_type: String,
    /// Its id in the source.
    #[column(len = 500, insert_only)]
    pub resource_id: String,
    /// Where it is fetched from.
    #[column(len = 2000)]
    pub request_uri: String,
    /// How it is fetched.
    #[column(len = 10, default = "GET")]
    pub request_method: String,
    /// The headers of the request, a JSON object.
    pub request_headers: Option<serde_json::Value>,
    /// The body of the request.
    pub request_body: Option<String>,
    /// What else is known of it.
    pub metadata: Option<serde_json::Value>,
    /// Lower goes first.
    #[column(default = 100)]
    pub priority: i32,
    /// Where it stands.
    #[column(default = "pending")]
    pub status: Status,
    /// How often a worker took it.
    #[column(default = 0)]
    pub attempt: i32,
    /// The run that took it last.
    #[column(len = 36)]
    pub run_id: Option<String>,
    /// The work item that led to it.
    #[column(insert_only)]
    pub discovered_from: Option<WorkItemId>,
    /// When it was found.
    #[column(insert_only)]
    pub created_at: DateTime<Utc>,
    /// When it changed last.
    pub updated_at: DateTime<Utc>,
    /// Why it failed.
    pub error_message: Option<String>,
    /// The parts of its identity for people to read: `system:name:type:id`.
    #[column(len = 803, insert_only)]
    pub dedupe_key: String,
    /// The hash of its identity, by which it is told from all others.
    #[column(insert_only)]
    pub dedupe_hash: [u8; 32],
}

impl WorkItem {
    /// A pending item for a resource, to be fetched by GET with the usual priority.
    pub fn new(identity: Identity<'_>, request_uri: impl Into<String>) -> Self {
        let now = Utc::now();
        Self {
            work_item_id: WorkItemId::new(),
            source_system: identity.source_system.to_owned(),
            source_name: identity.source_name.to_owned(),
            resource_type: identity.resource_type.to_owned(),
            resource_id: identity.resource_id.to_owned(),
            request_uri: request_uri.into(),
            request_method: "GET".to_owned(),
            request_headers: None,
            request_body: None,
            metadata: None,
            priority: 100,
            status: Status::Pending,
            attempt: 0,
            run_id: None,
            discovered_from: None,
            created_at: now,
            updated_at: now,
            error_message: None,
            dedupe_key: identity.readable(),
            dedupe_hash: identity.hash(),
        }
    }
}
