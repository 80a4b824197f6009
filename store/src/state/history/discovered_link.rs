//! The table of links.

use chrono::{DateTime, Utc};

use crate::Table;
use crate::state::{RunId, WorkItemId};

/// A link from a work item to a resource found in its content.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(
    schema = "ingest",
    name = "discovered_links",
    primary_key(columns(from_item, to_item)),
    without_rowid
)]
#[table(index(name = "ix_discovered_links_to", columns(to_item)))]
#[table(filter(old(last_seen_at < now() - seconds(:age))))]
#[query(select from_page(from_item) order_by(from_item, to_item) page)]
#[query(select to_page(to_item) order_by(from_item, to_item) page)]
#[query(select old_page(old()) order_by(from_item, to_item) page)]
#[query(delete prune(from_item >= :first, from_item <= :last, old()) limit(:max_rows))]
#[query(count prunable(old()))]
#[query(select in_order() order_by(from_item, to_item) page)]
#[query(select last() order_by(from_item desc, to_item desc) limit(1))]
#[query(count rows())]
pub struct DiscoveredLink {
    /// Work item whose content has the link.
    pub from_item: WorkItemId,
    /// Work item of the linked resource.
    pub to_item: WorkItemId,
    /// Run that last found the link; unchanged when the link is found outside of a run.
    #[column(keep)]
    pub run_id: Option<RunId>,
    /// Time when the link was first found.
    #[column(insert_only)]
    pub first_seen_at: DateTime<Utc>,
    /// Time when the link was last found.
    pub last_seen_at: DateTime<Utc>,
}
