//! Sample items and stores.

use std::time::Duration;

use store::Database;
use store::state::{
    ClaimRequest, ClaimedItem, Identity, NewItem, RetryPolicy, StateOptions, StateStore, Status, WorkItem,
    WorkItemId,
};

/// The duration of a lease.
pub const LEASE: Duration = Duration::from_secs(1_000);

/// Returns options of a store that sweeps at each claim.
pub fn options() -> StateOptions {
    StateOptions::default()
        .lease(LEASE)
        .sweep_every(Duration::ZERO)
        .retry(RetryPolicy::default().base_delay(Duration::from_secs(100)))
}

/// Opens a store.
pub async fn open<D: Database>(db: &D) -> StateStore<D> {
    StateStore::open(db.clone(), options()).await.unwrap()
}

/// Returns the identity of a page.
pub fn page(id: &str) -> Identity<'_> {
    Identity::new("http", "docs", "page", id)
}

/// Returns a page to enqueue.
pub fn item(id: &str) -> NewItem {
    NewItem::new(page(id), format!("https://docs.example/{id}"))
}

/// Enqueues pages in order.
pub async fn enqueue<D: Database>(store: &StateStore<D>, ids: &[&str]) -> Vec<WorkItemId> {
    let mut found = Vec::new();
    for (rank, id) in (0..).zip(ids) {
        found.push(store.enqueue(item(id).rank(rank)).await.unwrap().work_item_id().clone());
    }
    found
}

/// Claims at most `limit` pages.
pub async fn claim<D: Database>(store: &StateStore<D>, worker: &str, limit: u32) -> Vec<ClaimedItem> {
    store.claim(ClaimRequest::new(worker).limit(limit)).await.unwrap()
}

/// Claims the only page.
pub async fn claim_one<D: Database>(store: &StateStore<D>, worker: &str) -> ClaimedItem {
    claim(store, worker, 1).await.pop().expect("an item to claim")
}

/// Returns the resource ids of pages.
pub fn ids(claimed: &[ClaimedItem]) -> Vec<&str> {
    claimed.iter().map(|claimed| claimed.item().resource_id.as_str()).collect()
}

/// Reads a page from the database.
pub async fn read<D: Database>(store: &StateStore<D>, id: &str) -> WorkItem {
    store.find_by_identity(page(id)).await.unwrap().expect("an item with this identity")
}

/// Returns the status of a page.
pub async fn status<D: Database>(store: &StateStore<D>, id: &str) -> Status {
    read(store, id).await.status
}
