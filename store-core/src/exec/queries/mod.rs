//! Declared queries with their parameters, ready to run on any connection.
//!
//! `#[query(…)]` declares a function, which returns one of [`SelectQuery`], [`CountQuery`], [`UpdateQuery`] and
//! [`ClaimQuery`].

mod bound;
mod claim;
mod count;
mod list;
mod select;
mod update;

pub use bound::BoundQuery;
pub use claim::ClaimQuery;
pub use count::CountQuery;
pub use select::SelectQuery;
pub use update::UpdateQuery;
