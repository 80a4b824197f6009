//! A work item of the legacy store.

use chrono::{DateTime, Utc};

use crate::state::{Identity, Status, WorkItemId};

/// A work item of the Python framework.
#[derive(Clone, Debug, PartialEq)]
pub struct LegacyItem {
    /// Id of the item.
    pub work_item_id: WorkItemId,
    /// Kind of the source system.
    pub source_system: String,
    /// Name of the source system.
    pub source_name: String,
    /// Kind of the resource.
    pub resource_type: String,
    /// Id of the resource in its source.
    pub resource_id: String,
    /// Form of the resource; only in later tables.
    pub variant: Option<String>,
    /// URI of the request.
    pub request_uri: String,
    /// Method of the request.
    pub request_method: String,
    /// Headers of the request as stored: usually JSON.
    pub request_headers: Option<String>,
    /// Body of the request.
    pub request_body: Option<String>,
    /// Additional data as stored: usually JSON.
    pub metadata: Option<String>,
    /// Priority; lower numbers are claimed first.
    pub priority: i32,
    /// Order among items of equal priority; only in later tables.
    pub rank: Option<i32>,
    /// Status of the item.
    pub status: Status,
    /// Number of claims.
    pub attempt: i32,
    /// Run that last claimed the item.
    pub run_id: Option<String>,
    /// Work item in which the resource was found.
    pub discovered_from: Option<WorkItemId>,
    /// Time when the item was created.
    pub created_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// Reason of the failure.
    pub error_message: Option<String>,
    /// `system:name:type:id`, which two resources can share.
    pub dedupe_key: String,
}

impl LegacyItem {
    /// Returns the identity that the item gets in the store.
    pub fn identity(&self) -> Identity<'_> {
        let Self { source_system, source_name, resource_type, resource_id, variant, .. } = self;
        Identity { source_system, source_name, resource_type, resource_id, variant: variant.as_deref() }
    }
}
