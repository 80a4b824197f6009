//! The description of a table, from which all SQL is made.
//!
//! The derive builds it while the program compiles and leaves it in the program as
//! [`Table::MODEL`](crate::Table::MODEL), so that DDL export, drift checks and copies read the same description.

mod check;
mod column;
mod foreign_key;
mod index;
mod key;
mod query;
mod table;

pub use check::{Clause, Compare, Expr, Operator, Shift, Term, Test, Unit};
pub use column::{Column, Columns, Merge};
pub use foreign_key::{Action, ForeignKey};
pub use index::{Index, Sort};
pub use key::{Key, KeyKind};
pub use query::{Limit, Query, QueryKind, Set};
pub use table::{CheckConstraint, TableModel};
