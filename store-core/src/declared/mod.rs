//! Declared queries with their parameters, ready to run on any connection.
//!
//! `#[query(…)]` makes a function of each; what it gives is one of [`Select`], [`Count`], [`Change`] and
//! [`Claim`].

mod bound;
mod change;
mod claim;
mod count;
mod list;
mod select;

pub use bound::Bound;
pub use change::Change;
pub use claim::Claim;
pub use count::Count;
pub use select::Select;
