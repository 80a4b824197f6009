//! Functions of `render`, `diff` and `export` for a [`Dialect`]: each passes the engine of the dialect on.

use super::engines;
use crate::dialect::Dialect;
use crate::diff::{
    Drift, RepairPlan, TableName, drift_without_catalog, indexed_table, plan_without_catalog, relation_name,
    statements,
};
use crate::error::Error;
use crate::export::{
    self, AgeBucketsView, Conflict, Reference, Script, ScriptWriter, Scripts, TableInfo, Upgrade,
};
use crate::render::{Renderer, TableDefinition};
use crate::schema::{DEFAULT_SCHEMA, TableModel};

impl<'t> Renderer<'t> {
    /// Creates a renderer of `table` for an engine.
    pub fn new(dialect: Dialect, table: &'t TableModel<'t>) -> Self {
        Self::with_grammar(dialect.engine(), table)
    }
}

impl Scripts {
    /// Creates scripts for an engine; `origin` is the file with the structs, which the scripts name.
    pub fn new(dialect: Dialect, origin: impl Into<String>) -> Self {
        Self::with_writer(dialect.engine(), writers(), origin.into())
    }

    /// Returns the script that upgrades the tables of an earlier version, which `earlier` creates: the scripts that
    /// [`files`](Self::files) returned in that version. No database is needed. Scripts in subfolders are ignored.
    ///
    /// The script is one transaction. No step drops a column or a row; where a change could lose something or needs a decision, the
    /// result has manual steps and no script.
    ///
    /// # Errors
    ///
    /// [`InvalidDefinition`](crate::ErrorKind::InvalidDefinition) when the tables conflict, or a value is given for an unknown column;
    /// [`Config`](crate::ErrorKind::Config) when a script was not generated or has an unknown statement, when the scripts create none of the
    /// tables, and when they are of a later version, or of the same version with other tables.
    pub fn upgrade(&self, earlier: &[Script]) -> Result<Upgrade, Error> {
        let engine = self.dialect().engine();
        self.upgrade_on(engine, engine, earlier)
    }
}

/// Returns statements as a script that the tools of the engine run as a whole: with `GO` after each statement on SQL Server, in
/// one transaction on SQLite.
///
/// ```
/// use store_core::{Dialect, batches};
///
/// let script = batches(Dialect::Sqlite, ["DROP INDEX `a`", "DROP INDEX `b`"]);
/// assert_eq!(script, "BEGIN IMMEDIATE;\n\nDROP INDEX `a`;\n\nDROP INDEX `b`;\n\nCOMMIT;\n");
/// ```
pub fn batches<'s>(dialect: Dialect, statements: impl IntoIterator<Item = &'s str>) -> String {
    export::script_of(dialect.engine(), statements)
}

/// Returns a script as a file for the command-line tool of the engine. On SQLite, it begins with commands of the shell `sqlite3`, which
/// then stops at the first error and waits for other programs; a driver does not accept them. On SQL Server, the script is as it was.
///
/// ```
/// use store_core::{Dialect, for_shell};
///
/// assert!(for_shell(Dialect::Sqlite, "COMMIT;\n").starts_with(".bail on\n"));
/// assert_eq!(for_shell(Dialect::Mssql, "COMMIT;\n"), "COMMIT;\n");
/// ```
pub fn for_shell(dialect: Dialect, script: &str) -> String {
    dialect.engine().shell_head().to_owned() + script
}

/// Returns a description of tables as Markdown: a diagram (Mermaid), and each table with its columns, keys and indexes on every
/// engine, from the doc comments of the structs.
///
/// ```
/// use store_core::dictionary;
///
/// assert!(dictionary("Letters", &[], &[], &[]).starts_with("# Letters\n"));
/// ```
pub fn dictionary(
    title: &str,
    tables: &[TableInfo],
    references: &[Reference],
    views: &[AgeBucketsView],
) -> String {
    export::dictionary_of(&writers(), title, tables, references, views)
}

/// Returns the conflicts of tables in one database: names that collide, foreign keys without a matching key, and deletes that
/// cascade along two paths. Of several structs on one table, only the first is checked.
pub fn conflicts(tables: &[&TableModel<'_>]) -> Vec<Conflict> {
    export::conflicts_of(&writers(), tables)
}

fn writers() -> Vec<&'static dyn ScriptWriter> {
    engines().map(|engine| engine as &dyn ScriptWriter).collect()
}

/// Returns every query on the catalog and the settings of an engine, for tests that parse them.
pub fn catalog_queries(dialect: Dialect) -> Vec<&'static str> {
    let engine = dialect.engine();
    engine.catalog_queries().iter().copied().chain([engine.settings().query]).collect()
}

/// Returns the drift of a table from the statements in `found`, of which those on other tables are ignored, for tests without a
/// database.
pub fn drift_from_statements(dialect: Dialect, model: &TableModel<'_>, found: &[&str]) -> Vec<Drift> {
    let engine = dialect.engine();
    let definition = TableDefinition::of(engine, model);
    let name = relation_name(engine, &definition);
    let is_same = |found: TableName| {
        found.table == name.table
            && found.schema.as_deref().unwrap_or(DEFAULT_SCHEMA)
                == name.schema.as_deref().unwrap_or(DEFAULT_SCHEMA)
    };
    let create = found.iter().filter(|sql| is_same(statements(engine, sql, &[]).0));
    let indexes = found.iter().filter(|sql| is_same(indexed_table(engine, sql)));
    let own: Vec<&str> = create.chain(indexes).copied().collect();
    drift_without_catalog(engine, &definition, &own)
}

/// Returns the repair of a table that the statements in `found` created, for tests without a database.
pub fn plan_from_statements(
    dialect: Dialect,
    model: &TableModel<'_>,
    found: &[&str],
    obsolete: &[&str],
) -> RepairPlan {
    let engine = dialect.engine();
    plan_without_catalog(engine, &TableDefinition::of(engine, model), found, obsolete)
}
