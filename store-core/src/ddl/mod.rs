//! Scripts for those who create tables by hand, and what they want to know of them.
//!
//! [`Scripts`] gives the scripts of any tables, a concern a file: schema, tables, indexes, descriptions, roles, views, and
//! one that takes all of it away. [`dictionary`] tells what the tables hold. An application calls both from a test or a
//! build step.

mod dictionary;
mod mssql;
mod plain;
mod sqlite;
mod view;

pub use dictionary::{Relation, dictionary};
pub use view::AgeBucketsView;

use crate::conflict::{conflicts, creation_order};
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind};
use crate::model::{ForeignKey, TableModel};
use crate::schema::SchemaOverride;
use crate::table::Table;
use crate::table_sql::TableSql;
use plain::plain;

/// A table of which scripts are made.
#[derive(Clone, Copy, Debug)]
pub struct TableInfo {
    /// The struct that it comes from.
    pub name: &'static str,
    /// Its description.
    pub model: &'static TableModel<'static>,
    /// Its statements.
    pub sql: &'static TableSql,
}

impl TableInfo {
    /// The table of `T`.
    ///
    /// ```
    /// # use store_core as store;
    /// use store::ddl::TableInfo;
    ///
    /// fn name_of<T: store::Table>() -> &'static str {
    ///     TableInfo::of::<T>().name
    /// }
    /// ```
    pub fn of<T: Table>() -> Self {
        let path = std::any::type_name::<T>();
        let name = path.rsplit("::").next().unwrap_or(path);
        Self { name, model: T::MODEL, sql: T::SQL }
    }

    /// Whether a declared query of the struct removes rows.
    fn deletes(&self) -> bool {
        let mut queries = self.sql.mssql.queries();
        queries.any(|query| query.texts().any(|text| text.starts_with("DELETE")))
    }
}

/// A script: the name of its file, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The file, which may be in a folder: `down/0001_down.sql`.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Makes the scripts of tables, for one engine.
///
/// They may be run again: what is there already stays as it is, or becomes what the script says. On SQL Server batches are
/// separated by `GO`, for sqlcmd and SSMS.
///
/// ```
/// use store_core::Dialect;
/// use store_core::ddl::Scripts;
///
/// let scripts = Scripts::new(Dialect::Mssql, "src/letter.rs").files()?;
/// assert!(scripts.is_empty(), "of no tables");
/// # Ok::<(), store_core::Error>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "scripts are made by `files`"]
pub struct Scripts {
    dialect: Dialect,
    origin: String,
    tables: Vec<TableInfo>,
    views: Vec<AgeBucketsView>,
    moved: Option<SchemaOverride>,
}

impl Scripts {
    /// Scripts for an engine; `origin` tells their readers where the structs are.
    pub fn new(dialect: Dialect, origin: impl Into<String>) -> Self {
        Self { dialect, origin: origin.into(), tables: Vec::new(), views: Vec::new(), moved: None }
    }

    /// With the table of `T`.
    pub fn table<T: Table>(self) -> Self {
        self.tables([TableInfo::of::<T>()])
    }

    /// With these tables.
    pub fn tables(mut self, tables: impl IntoIterator<Item = TableInfo>) -> Self {
        self.tables.extend(tables);
        self
    }

    /// With a view of how old rows are.
    pub fn view(mut self, view: AgeBucketsView) -> Self {
        self.views.push(view);
        self
    }

    /// With a schema in the place of the one that the tables were compiled with.
    pub fn in_schema(mut self, schema: SchemaOverride) -> Self {
        self.moved = Some(schema);
        self
    }

    /// Returns the scripts in the order in which they are run; the one that takes all away is in the folder `down`.
    ///
    /// # Errors
    ///
    /// [`InvalidDefinition`](ErrorKind::InvalidDefinition) when the tables are in conflict, see [`conflicts`].
    pub fn files(&self) -> Result<Vec<Script>, Error> {
        if self.tables.is_empty() {
            return Ok(Vec::new());
        }
        let scripts = Self { tables: self.ordered()?, ..self.clone() };
        Ok(scripts.ordered_files())
    }

    /// The scripts of tables that are in order.
    fn ordered_files(&self) -> Vec<Script> {
        let concerns = match self.dialect {
            Dialect::Mssql => mssql::concerns(self),
            Dialect::Sqlite => sqlite::concerns(self),
        };
        let up = concerns.into_iter().filter(|concern| !concern.statements.is_empty());
        let mut files: Vec<Script> = (1..)
            .zip(up)
            .map(|(number, concern)| Script {
                name: format!("{number:04}_{}.sql", concern.name),
                text: self.script(concern.what, concern.again, &concern.statements),
            })
            .collect();
        let down = match self.dialect {
            Dialect::Mssql => mssql::down(self),
            Dialect::Sqlite => sqlite::down(self),
        };
        let what = "Takes away all that the other scripts make, WITH ALL ROWS";
        let text = self.script(what, "It may be run again: what is gone already is passed over.", &down);
        files.push(Script { name: "down/0001_down.sql".to_owned(), text });
        files
    }

    /// The tables in the order in which they can be created, if both engines can create them side by side in the schema that they
    /// are in.
    fn ordered(&self) -> Result<Vec<TableInfo>, Error> {
        let keys = |table: &TableInfo| match &self.moved {
            Some(moved) => moved.foreign_keys(table.model),
            None => table.model.foreign_keys.to_vec(),
        };
        let keys: Vec<Vec<ForeignKey<'_>>> = self.tables.iter().map(keys).collect();
        let models: Vec<TableModel<'_>> = (self.tables.iter().zip(&keys))
            .map(|(table, keys)| TableModel {
                schema: self.schema(table.model),
                foreign_keys: keys,
                ..*table.model
            })
            .collect();
        let models: Vec<&TableModel<'_>> = models.iter().collect();
        let mut found = conflicts(&models);
        match creation_order(&models) {
            Ok(order) if found.is_empty() => {
                return Ok(order.into_iter().map(|at| self.tables[at]).collect());
            }
            Ok(_) => {}
            Err(circle) => found.push(circle),
        }
        let reasons: Vec<String> = found.iter().map(ToString::to_string).collect();
        Err(Error::new(ErrorKind::InvalidDefinition, reasons.join("; ")))
    }

    fn script(&self, what: &str, again: &str, statements: &[String]) -> String {
        let head = format!(
            "-- {what}.\n-- Generated from the structs in {}; do not edit.\n-- {again}\n\n",
            self.origin
        );
        head + &batches(self.dialect, statements.iter().map(String::as_str))
    }

    /// The text of a statement in the schema that the tables are in.
    fn text<'t>(&'t self, statement: &'t str) -> &'t str {
        self.moved.as_ref().map_or(statement, |moved| moved.text(statement))
    }

    /// The schema that a table is in.
    fn schema(&self, table: &TableModel<'static>) -> Option<&str> {
        let own = table.schema?;
        Some(self.moved.as_ref().map_or(own, SchemaOverride::name))
    }

    /// The schemas of the tables, each once.
    fn schemas(&self) -> Vec<Option<&str>> {
        let mut schemas: Vec<Option<&str>> = Vec::new();
        for schema in self.tables.iter().map(|table| self.schema(table.model)) {
            if !schemas.contains(&schema) {
                schemas.push(schema);
            }
        }
        schemas
    }

    /// The statement that creates a table, with the fields that its columns come from.
    fn create_table(&self, table: &TableInfo, comment: &impl Fn(&str, &str) -> String) -> String {
        let statement = self.text(table.sql.of(self.dialect).create_table());
        let mut columns = table.model.columns.iter();
        let mut text = match plain(table.model.doc).as_str() {
            "" => format!("-- {}\n", table.name),
            doc => format!("-- {}: {doc}\n", table.name),
        };
        for line in statement.lines() {
            text.push_str(line);
            let of_column = line.strip_prefix("    ").is_some_and(|rest| !rest.starts_with("CONSTRAINT "));
            if let Some(column) = of_column.then(|| columns.next()).flatten() {
                let field = format!("{}::{}", table.name, column.field);
                text.push_str(&format!(" -- {}", comment(&field, &plain(column.doc))));
            }
            text.push('\n');
        }
        text.truncate(text.trim_end().len());
        text
    }

    /// The tables, with what is said of each column, and their indexes. Unique keys follow their table, since the tables after it
    /// may refer to them.
    fn tables_and_indexes(&self, comment: impl Fn(&str, &str) -> String) -> [Concern; 2] {
        let indexes = |table: &TableInfo| {
            let (name, unique) = (table.name, table.model.keys.len().saturating_sub(1));
            let statements = table.sql.of(self.dialect).create_indexes();
            let mut statements: Vec<String> =
                statements.map(|statement| format!("-- {name}\n{}", self.text(statement))).collect();
            let plain = statements.split_off(unique.min(statements.len()));
            (statements, plain)
        };
        let tables = self.tables.iter().flat_map(|table| {
            let unique = indexes(table).0;
            std::iter::once(self.create_table(table, &comment)).chain(unique)
        });
        let tables = tables.collect();
        let indexes = self.tables.iter().flat_map(|table| indexes(table).1);
        let what = "Creates the tables and their unique keys; each column is followed by the field that it comes from";
        [
            Concern { name: "tables", what, again: STAYS, statements: tables },
            Concern {
                name: "indexes",
                what: "Creates the indexes that are not unique",
                again: STAYS,
                statements: indexes.collect(),
            },
        ]
    }
}

/// A part of the scripts.
struct Concern {
    /// Of the file.
    name: &'static str,
    /// What the script does.
    what: &'static str,
    /// What becomes of what is there.
    again: &'static str,
    statements: Vec<String>,
}

/// Of what is not made twice.
const STAYS: &str = "It may be run again: what is there already stays.";

/// Of what holds no rows.
const ANEW: &str = "It may be run again: what is there already is written anew.";

/// Statements as a script, each such that the tools of the engine run it by itself: on SQL Server with `GO` behind it, on SQLite
/// in one transaction.
///
/// ```
/// use store_core::{Dialect, ddl};
///
/// let script = ddl::batches(Dialect::Sqlite, ["DROP INDEX `a`", "DROP INDEX `b`"]);
/// assert_eq!(script, "BEGIN IMMEDIATE;\n\nDROP INDEX `a`;\n\nDROP INDEX `b`;\n\nCOMMIT;\n");
/// ```
pub fn batches<'s>(dialect: Dialect, statements: impl IntoIterator<Item = &'s str>) -> String {
    let (first, last, end) = match dialect {
        // Off in sqlcmd, unless it is asked for; indexes with a filter need it.
        Dialect::Mssql => (Some("SET QUOTED_IDENTIFIER ON;"), None, "\nGO\n\n"),
        Dialect::Sqlite => (Some("BEGIN IMMEDIATE"), Some("COMMIT"), ";\n\n"),
    };
    let mut script = String::new();
    for statement in first.into_iter().chain(statements).chain(last) {
        script.push_str(statement);
        script.push_str(end);
    }
    script.truncate(script.trim_end().len());
    script + "\n"
}
