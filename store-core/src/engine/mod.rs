//! The engines, one folder each, and the one place that picks an engine by its [`Dialect`].
//!
//! A new engine is a variant of [`Dialect`], a folder, and an arm in each `match` of this file.

mod by_dialect;
pub mod ident;
mod mssql;
mod schema_name;
mod sqlite;

pub use by_dialect::{
    batches, catalog_queries, conflicts, dictionary, drift_from_statements, for_shell, plan_from_statements,
};
pub use mssql::{SCHEMA_LOCK, limits};
pub use sqlite::{KEYWORDS as SQLITE_KEYWORDS, name_in_file};

#[cfg(test)]
pub(crate) const MSSQL: &dyn Engine = &mssql::Mssql;
#[cfg(test)]
pub(crate) const SQLITE: &dyn Engine = &sqlite::Sqlite;

use crate::dialect::Dialect;
use crate::diff::{Introspection, Repair};
use crate::export::{ScriptWriter, UpgradeWriter};
use crate::render::{Fragment, Grammar};
use crate::schema::Column;
use crate::text::ConstWriter;
use crate::types::SqlType;

/// Everything that differs between engines.
pub(crate) trait Engine: Repair + ScriptWriter + UpgradeWriter + Introspection {
    /// Returns whether the engine reserves a word, given in upper case.
    fn reserves_name(&self, upper: &str) -> bool;

    /// Returns whether a table with this name would hide something that statements refer to.
    fn reserves_table(&self, schema: Option<&str>, name: &str) -> bool;
}

impl Dialect {
    /// Returns the engine.
    pub(crate) fn engine(self) -> &'static dyn Engine {
        match self {
            Self::Mssql => &mssql::Mssql,
            Self::Sqlite => &sqlite::Sqlite,
        }
    }

    /// Writes the name of a table with its schema.
    pub(crate) const fn write_table(self, out: &mut ConstWriter<'_>, schema: Option<&str>, name: &str) {
        match self {
            Self::Mssql => mssql::write_table(out, schema, name),
            Self::Sqlite => sqlite::write_table(out, schema, name),
        }
    }

    /// Writes a fragment of a column, in a `const` too; `replaced` is the part of the template that the fragment replaces.
    ///
    /// A `const fn` cannot call [`engine`](Self::engine), so the engine is picked here a second time.
    pub(crate) const fn write_fragment(
        self,
        out: &mut ConstWriter<'_>,
        table: &str,
        column: &Column<'_>,
        fragment: Fragment,
        replaced: &str,
    ) {
        match self {
            Self::Mssql => mssql::write_fragment(out, table, column, fragment, replaced),
            Self::Sqlite => sqlite::write_fragment(out, table, column, fragment, replaced),
        }
    }

    /// Returns whether a column of this type has a check constraint on any engine.
    #[doc(hidden)]
    pub const fn checks(ty: SqlType) -> bool {
        mssql::is_checked(ty) || sqlite::is_checked(ty)
    }

    /// Returns whether the type of this column has a check constraint on any engine.
    #[doc(hidden)]
    pub const fn checks_column(column: &Column<'_>) -> bool {
        mssql::has_check(column) || sqlite::has_check(column)
    }

    /// Returns the grammar of the engine.
    #[doc(hidden)]
    pub fn grammar(self) -> &'static dyn Grammar {
        self.engine()
    }
}

/// Returns all engines.
fn engines() -> impl Iterator<Item = &'static dyn Engine> {
    Dialect::ALL.into_iter().map(Dialect::engine)
}
