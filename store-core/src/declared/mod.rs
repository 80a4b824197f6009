//! Declared queries with their parameters, ready to run on any connection.
//!
//! `#[query(…)]` makes a function of each; what it gives is one of [`SelectQuery`], [`CountQuery`], [`UpdateQuery`] and
//! [`ClaimQuery`].

mod bound;
mod change;
mod claim;
mod count;
mod list;
mod select;

pub use bound::Bound;
pub use change::UpdateQuery;
pub use claim::ClaimQuery;
pub use count::CountQuery;
pub use select::SelectQuery;
