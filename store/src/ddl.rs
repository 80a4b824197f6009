//! Scripts that create tables, for those who do so by hand.

use crate::{Dialect, SchemaOverride, Table, TableSql};

/// The script that creates the table of `T`, its schema and its indexes, those that are not there.
///
/// An application writes the scripts of its own structs with it, from a test or a build step. `origin` says in the script
/// where it comes from.
///
/// ```
/// use store::prelude::*;
///
/// #[derive(Table)]
/// #[table(schema = "app", name = "letters")]
/// struct Letter {
///     #[column(primary_key)]
///     id: i64,
/// }
///
/// let script = store::ddl::script::<Letter>(Dialect::Mssql, "the struct Letter (src/letter.rs)", None);
/// assert!(script.starts_with("-- Generated from the struct Letter (src/letter.rs); do not edit.\n"));
/// assert!(script.contains("CREATE TABLE [app].[letters]"));
/// assert!(script.ends_with("\nGO\n"));
/// ```
pub fn script<T: Table>(dialect: Dialect, origin: &str, schema: Option<&SchemaOverride>) -> String {
    of(T::SQL, dialect, origin, schema)
}

/// As [`script`], for the statements of a table.
pub(crate) fn of(sql: &TableSql, dialect: Dialect, origin: &str, schema: Option<&SchemaOverride>) -> String {
    let mut script = format!(
        "-- Generated from {origin}; do not edit.\n\
         -- It may be run again: what is there already stays as it is.\n\n"
    );
    let moved = |statement| schema.map_or(statement, |schema| schema.text(statement));
    script.push_str(&batches(dialect, sql.of(dialect).create().map(moved)));
    script
}

/// Statements as a script, each such that the tools of the engine run it by itself: on SQL Server with `GO` behind it.
///
/// ```
/// use store::Dialect;
///
/// let script = store::ddl::batches(Dialect::Sqlite, ["DROP INDEX `a`", "DROP INDEX `b`"]);
/// assert_eq!(script, "DROP INDEX `a`;\n\nDROP INDEX `b`;\n");
/// ```
pub fn batches<'s>(dialect: Dialect, statements: impl IntoIterator<Item = &'s str>) -> String {
    let (mut script, end) = match dialect {
        // Off in sqlcmd, unless it is asked for; indexes with a filter need it.
        Dialect::Mssql => ("SET QUOTED_IDENTIFIER ON;\nGO\n\n".to_owned(), "\nGO\n\n"),
        Dialect::Sqlite => (String::new(), ";\n\n"),
    };
    for statement in statements {
        script.push_str(statement);
        script.push_str(end);
    }
    script.truncate(script.trim_end().len());
    script + "\n"
}
