//! The statements that the derive emits for a table or a view, per key and per query.

mod key_sql;
mod projection;
mod query_sql;
mod relation;
mod table;
mod table_sql;

pub use key_sql::KeySql;
pub use projection::Projection;
pub use query_sql::QuerySql;
pub use relation::{Relation, View};
pub use table::{Table, TableValues, UniqueKey};
pub(crate) use table_sql::MIN_STATEMENTS;
pub use table_sql::{DialectSql, TableSql};
