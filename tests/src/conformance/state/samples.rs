//! Items, and a store to put them in.

use std::time::Duration;

use store::Database;
use store::state::{
    ClaimRequest, ClaimedItem, Identity, NewItem, RetryPolicy, StateOptions, StateStore, Status, WorkItem,
    WorkItemId,
};

/// How long a lease is.
pub const LEASE: Duration = Duration::from_secs(1_000);

/// A store that looks after leases at each claim.
pub fn options() -> StateOptions {
    StateOptions::default()
        .lease(LEASE)
        .sweep_every(Duration::ZERO)
        .retry(RetryPolicy::default().base_delay(Duration::from_secs(100)))
}

/// A store with its tables.
pub async fn open<D: Database>(db: &D) -> StateStore<D> {
    StateStore::open(db.clone(), options()).await.unwrap()
}

/// The identity of a page.
pub fn page(id: &str) -> Identity<'_> {
    Identity::new("http", "docs", "page", id)
}

/// A page for the queue.
pub fn item(id: &str) -> NewItem {
    NewItem::new(page(id), format!("https://docs.example/{id}"))
}

/// Puts pages in the queue, in order.
pub async fn enqueue<D: Database>(store: &StateStore<D>, ids: &[&str]) -> Vec<WorkItemId> {
    let mut found = Vec::new();
    for (rank, id) in (0..).zip(ids) {
        found.push(store.enqueue(item(id).rank(rank)).await.unwrap().work_item_id().clone());
    }
    found
}

/// Takes up to so many pages.
pub async fn claim<D: Database>(store: &StateStore<D>, worker: &str, limit: u32) -> Vec<ClaimedItem> {
    store.claim(ClaimRequest::new(worker).limit(limit)).await.unwrap()
}

/// Takes the one page that there is.
pub async fn claim_one<D: Database>(store: &StateStore<D>, worker: &str) -> ClaimedItem {
    claim(store, worker, 1).await.pop().expect("an item to take")
}

/// The ids that pages have in their source.
pub fn ids(claimed: &[ClaimedItem]) -> Vec<&str> {
    claimed.iter().map(|claimed| claimed.item().resource_id.as_str()).collect()
}

/// A page as it is in the database.
pub async fn read<D: Database>(store: &StateStore<D>, id: &str) -> WorkItem {
    store.find_by_identity(page(id)).await.unwrap().expect("an item with this identity")
}

/// Where a page stands.
pub async fn status<D: Database>(store: &StateStore<D>, id: &str) -> Status {
    read(store, id).await.status
}
