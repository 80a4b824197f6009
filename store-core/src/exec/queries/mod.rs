//! Declared queries with their parameters, ready to run on any connection.
//!
//! `#[query(…)]` declares a function, which returns one of [`SelectQuery`], [`CountQuery`], [`ExistsQuery`], [`UpdateQuery`], [`ReturningQuery`],
//! [`KeyedUpdate`] and [`ClaimQuery`].

/// Implements the methods of every query that read its statement and its parameters; `$bound` is the field with the [`BoundQuery`].
macro_rules! accessors {
    ($bound:tt) => {
        /// Returns the statement for an engine and its parameters, to run them with methods of a connection.
        ///
        /// # Errors
        ///
        /// The error of a parameter that does not fit its column.
        pub fn statement(&self, dialect: Dialect) -> Result<(Statement, Params<'_>), Error> {
            self.$bound.ready(dialect)
        }

        /// Returns the SQL for an engine.
        pub fn sql(&self, dialect: Dialect) -> &'static str {
            self.$bound.sql(dialect)
        }

        /// Returns the parameters in order.
        pub fn params(&self) -> &[Value<'a>] {
            self.$bound.params()
        }
    };
}

mod bound;
mod claim;
mod count;
mod exists;
mod keyed_update;
mod list;
mod raw;
mod returning;
mod select;
mod update;

pub use bound::BoundQuery;
pub use claim::ClaimQuery;
pub use count::CountQuery;
pub use exists::ExistsQuery;
pub use keyed_update::KeyedUpdate;
pub use raw::{RawParam, RawQuery, RawSql};
pub use returning::ReturningQuery;
pub use select::SelectQuery;
pub use update::UpdateQuery;
