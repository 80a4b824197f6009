//! The table of links.

use chrono::{DateTime, Utc};

use crate::Table;
use crate::state::{RunId, WorkItemId};

/// A link from a work item to a resource found in its content.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "discovered_links", primary_key(columns(from_item, to_hash)))]
#[table(index(name = "ix_discovered_links_to", columns(to_hash)))]
#[table(index(name = "ix_discovered_links_seen", columns(last_seen_at)))]
#[query(select from_page(from_item) order_by(from_item, to_hash) page)]
#[query(select to_page(to_hash) order_by(from_item, to_hash) page)]
#[query(delete prune(last_seen_at < now() - seconds(:age)) limit(:max_rows))]
#[query(count prunable(last_seen_at < now() - seconds(:age)))]
#[query(select in_order() order_by(from_item, to_hash) page)]
#[query(select last() order_by(from_item desc, to_hash desc) limit(1))]
#[query(count rows())]
pub struct DiscoveredLink {
    /// Work item whose content has the link.
    pub from_item: WorkItemId,
    /// Hash of the identity of the linked resource; see `WorkItem::dedupe_hash`.
    pub to_hash: [u8; 32],
    /// Run that last found the link; unchanged when the link is found outside of a run.
    #[column(keep)]
    pub run_id: Option<RunId>,
    /// Time when the link was first found.
    #[column(insert_only)]
    pub first_seen_at: DateTime<Utc>,
    /// Time when the link was last found.
    pub last_seen_at: DateTime<Utc>,
}
