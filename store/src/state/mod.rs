//! The state of a crawl or an ingestion: the resources to fetch, the resources fetched, and the outcome of each.
//!
//! In the examples of this module and of [`runner`](crate::runner), `store` is an open [`StateStore`] and `page(id)`
//! returns a [`NewItem`].

mod claimed;
mod column_text;
mod counters;
mod id;
mod identity;
pub mod legacy;
mod machine;
mod new_item;
pub(crate) mod options;
mod records;
mod refused;
mod retry;
mod schema;
mod scripts;
mod source;
mod store;
mod time;
pub mod transfer;
mod verbatim;
mod verbs;

pub use claimed::ClaimedItem;
pub use id::{RunId, WorkItemId};
pub use identity::{Identity, dedupe_hash};
pub use machine::{TRANSITIONS, Transition};
pub use new_item::NewItem;
pub use options::StateOptions;
pub use records::*;
pub use refused::RefusedLink;
pub use retry::RetryPolicy;
pub use schema::{drift, in_schema, plan_repair, tables};
pub use scripts::{dictionary, scripts};
pub use source::Source;
pub use store::StateStore;
pub use verbs::*;
