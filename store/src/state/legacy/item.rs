//! A work item of the Python era.

use chrono::{DateTime, Utc};

use crate::state::{Identity, Status, WorkItemId};

/// A work item of the Python framework.
#[derive(Clone, Debug, PartialEq)]
pub struct LegacyItem {
    /// The id.
    pub work_item_id: WorkItemId,
    /// The kind of system it comes from.
    pub source_system: String,
    /// The system itself.
    pub source_name: String,
    /// What kind of resource it is.
    pub resource_type: String,
    /// Its id in the source.
    pub resource_id: String,
    /// Which form of the resource it is; only later tables tell.
    pub variant: Option<String>,
    /// Where it is fetched from.
    pub request_uri: String,
    /// How it is fetched.
    pub request_method: String,
    /// The headers of the request, as they stand: JSON, if nobody has written anything else.
    pub request_headers: Option<String>,
    /// The body of the request.
    pub request_body: Option<String>,
    /// What else is known of it, as it stands: JSON, if nobody has written anything else.
    pub metadata: Option<String>,
    /// Lower goes first.
    pub priority: i32,
    /// Among items of one priority, lower goes first; only later tables tell.
    pub rank: Option<i32>,
    /// Where it stands.
    pub status: Status,
    /// How often a worker took it.
    pub attempt: i32,
    /// The run that took it last.
    pub run_id: Option<String>,
    /// The work item that led to it.
    pub discovered_from: Option<WorkItemId>,
    /// When it was found.
    pub created_at: DateTime<Utc>,
    /// When it changed last.
    pub updated_at: DateTime<Utc>,
    /// Why it failed.
    pub error_message: Option<String>,
    /// `system:name:type:id`, which two resources may share.
    pub dedupe_key: String,
}

impl LegacyItem {
    /// What it is known by now.
    pub fn identity(&self) -> Identity<'_> {
        let Self { source_system, source_name, resource_type, resource_id, variant, .. } = self;
        Identity { source_system, source_name, resource_type, resource_id, variant: variant.as_deref() }
    }
}
