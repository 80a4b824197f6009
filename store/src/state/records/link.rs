//! What leads from one resource to another.

use chrono::{DateTime, Utc};

use crate::Table;
use crate::state::{RunId, WorkItemId};

/// A resource that was found in another.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "discovered_links", primary_key(columns(from_item, to_hash)))]
#[table(index(name = "ix_discovered_links_to", columns(to_hash)))]
#[table(index(name = "ix_discovered_links_seen", columns(last_seen_at)))]
#[query(select from_page(from_item) order_by(from_item, to_hash) page)]
#[query(select to_page(to_hash) order_by(from_item, to_hash) page)]
#[query(delete prune(last_seen_at < now() - seconds(:age)) limit(:most))]
#[query(count prunable(last_seen_at < now() - seconds(:age)))]
#[query(select in_order() order_by(from_item, to_hash) page)]
#[query(select last() order_by(from_item desc, to_hash desc) limit(1))]
#[query(count rows())]
pub struct DiscoveredLink {
    /// The work item in whose content it was found.
    pub from_item: WorkItemId,
    /// The hash of the identity of what was found; see `WorkItem::dedupe_hash`.
    pub to_hash: [u8; 32],
    /// The run that found it last; stays when it is found outside of a run.
    #[column(keep)]
    pub run_id: Option<RunId>,
    /// When it was found first.
    #[column(insert_only)]
    pub first_seen_at: DateTime<Utc>,
    /// When it was found last.
    pub last_seen_at: DateTime<Utc>,
}
