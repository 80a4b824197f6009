//! The description of a table or a view, from which all SQL is rendered.
//!
//! The derive builds the description while the program compiles and emits it as
//! [`Table::MODEL`](crate::Table::MODEL), so that scripts, drift checks and copies read the same description.

mod bind;
mod column;
mod condition;
mod engine_sql;
mod errors;
mod foreign_key;
mod generated;
mod index;
mod key;
mod output;
mod query;
mod statement;
mod table;
mod view;
mod written;

pub use crate::text::PackedStrings;
pub(crate) use bind::fit;
pub use column::{Column, Columns, Merge};
pub use condition::{Clause, Compare, Expr, JsonTest, Operator, Shift, Term, Test, TextPlace, Unit};
pub use engine_sql::EngineSql;
pub use foreign_key::{Action, ForeignKey};
pub use generated::{Computed, DefaultValue, Generated};
pub use index::{Index, Sort};
pub use key::{Key, KeyKind};
pub use output::{Having, Output, OutputSort, OutputValue};
pub use query::{Limit, Query, QueryKind, Set};
pub(crate) use statement::StatementLayout;
pub use statement::{KeyStatement, StatementKind, TableStatement};
pub use table::{CheckConstraint, DEFAULT_SCHEMA, TableModel};
pub use view::ViewQuery;
pub use written::{RelationName, SqlPart, WrittenSql};
