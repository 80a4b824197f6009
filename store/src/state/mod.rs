//! The state of a crawl or an ingestion: what is to fetch, what was fetched, and how it went.

mod identity;
mod work_item;

pub use identity::{Identity, dedupe_hash};
pub use work_item::{Status, WorkItem, WorkItemId};
