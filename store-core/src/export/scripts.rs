//! Scripts that create tables.

use super::{
    AgeBucketsView, Conflict, ScriptRecord, ScriptSection, ScriptWriter, Stamp, conflicts_of, creation_order,
    plain_text, script_of,
};
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind};
use crate::render::{Moved, TableDefinition};
use crate::schema::{QueryKind, TableModel};
use crate::statements::{Relation, TableSql};
use crate::text::check_form;

/// A table or a view that scripts create.
#[derive(Clone, Copy, Debug)]
pub struct TableInfo {
    /// The name of the struct.
    pub name: &'static str,
    /// The description of the table or the view.
    pub model: &'static TableModel<'static>,
    /// The statements of the table.
    pub sql: &'static TableSql,
}

impl TableInfo {
    /// Returns the table or the view of `T`.
    ///
    /// ```
    /// # use store_core as store;
    /// use store::export::TableInfo;
    ///
    /// fn name_of<T: store::Relation>() -> &'static str {
    ///     TableInfo::of::<T>().name
    /// }
    /// ```
    pub fn of<T: Relation>() -> Self {
        let path = std::any::type_name::<T>();
        let name = path.rsplit("::").next().unwrap_or(path);
        Self { name, model: T::DESCRIPTION, sql: T::STATEMENTS }
    }

    /// Returns a comment with the struct and its description.
    fn comment(&self) -> String {
        match plain_text(self.model.doc).as_str() {
            "" => format!("-- {}\n", self.name),
            doc => format!("-- {}: {doc}\n", self.name),
        }
    }

    /// Returns whether a declared query of the struct deletes rows.
    pub(crate) fn deletes(&self) -> bool {
        self.sql.query_kinds().any(|kind| kind == QueryKind::Delete)
    }
}

/// A script: the name of its file, and its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// The file, possibly in a folder: `down/0001_down.sql`.
    pub name: String,
    /// The text.
    pub text: String,
}

/// Scripts that create tables on one engine.
///
/// All scripts can run again: existing objects are not changed, or become what the script declares. On SQL Server, batches are
/// separated by `GO`, for sqlcmd and SSMS.
///
/// ```
/// use store_core::Dialect;
/// use store_core::export::Scripts;
///
/// let scripts = Scripts::new(Dialect::Mssql, "src/letter.rs").files()?;
/// assert!(scripts.is_empty(), "no tables");
/// # Ok::<(), store_core::Error>(())
/// ```
#[derive(Clone)]
#[must_use = "`files` returns the scripts"]
pub struct Scripts {
    writer: &'static dyn ScriptWriter,
    // Tables must not conflict on any engine.
    engines: Vec<&'static dyn ScriptWriter>,
    origin: String,
    tables: Vec<TableInfo>,
    views: Vec<AgeBucketsView>,
    schema: Option<String>,
    pub(super) stamp: Option<Stamp>,
    /// The values of new columns in existing rows: the table, the column, and an expression.
    pub(super) fills: Vec<(&'static TableModel<'static>, &'static str, String)>,
}

impl std::fmt::Debug for Scripts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scripts")
            .field("dialect", &self.writer.dialect())
            .field("tables", &self.tables)
            .field("views", &self.views)
            .field("schema", &self.schema)
            .field("stamp", &self.stamp)
            .finish_non_exhaustive()
    }
}

impl Scripts {
    pub(crate) fn with_writer(
        writer: &'static dyn ScriptWriter,
        engines: Vec<&'static dyn ScriptWriter>,
        origin: String,
    ) -> Self {
        let (tables, views, fills) = (Vec::new(), Vec::new(), Vec::new());
        Self { writer, engines, origin, tables, views, schema: None, stamp: None, fills }
    }

    /// Adds the table or the view of `T`.
    pub fn table<T: Relation>(self) -> Self {
        self.tables([TableInfo::of::<T>()])
    }

    /// Adds tables and views.
    pub fn tables(mut self, tables: impl IntoIterator<Item = TableInfo>) -> Self {
        self.tables.extend(tables);
        self
    }

    /// Adds a view of the age of rows.
    pub fn view(mut self, view: AgeBucketsView) -> Self {
        self.views.push(view);
        self
    }

    /// Adds a table in which each script records itself, and by which a script stops if the schema is newer.
    pub fn stamp(mut self, stamp: Stamp) -> Self {
        if !self.tables.iter().any(|table| table.model == stamp.table.model) {
            self.tables.insert(0, stamp.table);
        }
        self.stamp = Some(stamp);
        self
    }

    /// Sets the value of a new column of `T` in existing rows, for [`upgrade`](Self::upgrade): a column that cannot be NULL and has no default
    /// requires one. `sql` is an expression of the earlier columns on the engine of the scripts; `{Struct}` is the table of a struct
    /// of the scripts, with its schema and in quotes, which has its new columns if it comes earlier in the scripts.
    ///
    /// ```
    /// # use store_core as store;
    /// use store::Dialect;
    /// use store::export::Scripts;
    ///
    /// fn scripts<Order: store::Relation>() -> Scripts {
    ///     let region = "(SELECT c.region FROM {Customer} AS c WHERE c.id = customer_id)";
    ///     Scripts::new(Dialect::Sqlite, "src/order.rs").table::<Order>().fill::<Order>("region", region)
    /// }
    /// ```
    pub fn fill<T: Relation>(mut self, column: &'static str, sql: impl Into<String>) -> Self {
        self.fills.push((T::DESCRIPTION, column, sql.into()));
        self
    }

    /// Replaces the schema that the tables declare; tables without a schema are not affected.
    pub fn in_schema(mut self, schema: impl Into<String>) -> Self {
        self.schema = Some(schema.into());
        self
    }

    /// Returns the scripts in the order in which they run, and last the script that drops everything, in the folder `down`.
    ///
    /// # Errors
    ///
    /// [`InvalidDefinition`](ErrorKind::InvalidDefinition) when the tables conflict, see
    /// [`conflicts`](crate::conflicts), and [`Config`](ErrorKind::Config) when the schema is not a valid name.
    pub fn files(&self) -> Result<Vec<Script>, Error> {
        if self.tables.is_empty() {
            return Ok(Vec::new());
        }
        let scripts = Self { tables: self.ordered()?, ..self.clone() };
        Ok(scripts.ordered_files())
    }

    /// Returns the scripts of tables that are in order.
    fn ordered_files(&self) -> Vec<Script> {
        let sections = self.writer.sections(self);
        let up = sections.into_iter().filter(|section| section.all().next().is_some());
        let mut files: Vec<Script> = (1..)
            .zip(up)
            .map(|(number, section)| {
                let name = format!("{number:04}_{}.sql", section.name);
                let text = self.script(section.purpose, section.rerun, &self.stamped(&name, &section));
                Script { name, text }
            })
            .collect();
        let purpose = "Drops everything that the other scripts create, WITH ALL ROWS";
        let rerun = "Safe to run again: missing objects are skipped.";
        let text = self.script(purpose, rerun, &self.writer.drop_statements(self));
        files.push(Script { name: "down/0001_down.sql".to_owned(), text });
        files
    }

    /// Returns the statements of a script, with the check of the version and the record of the script.
    fn stamped(&self, script: &str, section: &ScriptSection) -> Vec<String> {
        let ScriptSection { first, statements, .. } = section;
        let Some(stamp) = &self.stamp else { return section.all().cloned().collect() };
        let refuse = self.writer.refuse_other_versions(&self.definition(&stamp.table).name, stamp.version);
        let record = self.record(stamp, script, section.all());
        let statements = first.iter().cloned().chain(refuse).chain(statements.iter().cloned()).chain(record);
        statements.chain(self.writer.after_record().map(str::to_owned)).collect()
    }

    /// Returns the statements that record a script of these statements.
    pub(super) fn record<'s>(
        &self,
        stamp: &Stamp,
        script: &str,
        statements: impl Iterator<Item = &'s String>,
    ) -> Vec<String> {
        let text = statements.map(String::as_str).collect::<Vec<_>>().join("\n");
        let checksum = (stamp.checksum)(text.as_bytes());
        self.writer.record(&ScriptRecord {
            table: &self.definition(&stamp.table).name,
            version: stamp.version,
            compatible_from: stamp.compatible_from,
            script,
            checksum: checksum.iter().map(|byte| format!("{byte:02x}")).collect(),
            program: &stamp.program.replace('\'', "''"),
        })
    }

    pub(crate) fn dialect(&self) -> Dialect {
        self.writer.dialect()
    }

    /// Returns the tables and views in the order in which they can be created, unless they conflict on any engine or the name of the
    /// schema is invalid.
    pub(super) fn ordered(&self) -> Result<Vec<TableInfo>, Error> {
        if let Some(schema) = &self.schema {
            check_form(schema).map_err(|error| {
                Error::new(ErrorKind::Config, format!("invalid schema name {schema:?}: {error}"))
            })?;
        }
        let moved: Vec<Moved<'_>> = self.tables.iter().map(|table| self.moved(table.model)).collect();
        let models: Vec<TableModel<'_>> = moved.iter().map(Moved::model).collect();
        let models: Vec<&TableModel<'_>> = models.iter().collect();
        let mut found = conflicts_of(&self.engines, &models);
        match creation_order(&models) {
            Ok(order) if found.is_empty() => {
                return Ok(order.into_iter().map(|at| self.tables[at]).collect());
            }
            Ok(_) => {}
            Err(cycle) => found.push(cycle),
        }
        let reasons: Vec<String> = found.iter().map(Conflict::to_string).collect();
        Err(Error::new(ErrorKind::InvalidDefinition, reasons.join("; ")))
    }

    fn script(&self, purpose: &str, rerun: &str, statements: &[String]) -> String {
        let head = format!("-- {purpose}.\n{}{}; do not edit.\n-- {rerun}\n\n", Self::GENERATED, self.origin);
        head + &self.text(statements)
    }

    /// Precedes the name of the file with the structs in every script.
    pub(super) const GENERATED: &'static str = "-- Generated from the structs in ";

    pub(super) fn origin(&self) -> &str {
        &self.origin
    }

    /// Returns statements as one script.
    pub(super) fn text(&self, statements: &[String]) -> String {
        script_of(self.writer, statements.iter().map(String::as_str))
    }

    pub(crate) fn selected_tables(&self) -> &[TableInfo] {
        &self.tables
    }

    pub(crate) fn selected_views(&self) -> &[AgeBucketsView] {
        &self.views
    }

    /// Returns the schema of a table.
    pub(crate) fn schema(&self, table: &TableModel<'static>) -> Option<&str> {
        let declared = table.schema?;
        Some(self.schema.as_deref().unwrap_or(declared))
    }

    /// Returns the schemas of the tables without duplicates.
    pub(crate) fn schemas(&self) -> Vec<Option<&str>> {
        let mut schemas: Vec<Option<&str>> = Vec::new();
        for schema in self.tables.iter().map(|table| self.schema(table.model)) {
            if !schemas.contains(&schema) {
                schemas.push(schema);
            }
        }
        schemas
    }

    /// Returns a table or a view in its schema.
    fn moved(&self, model: &TableModel<'static>) -> Moved<'_> {
        Moved::to(model, self.schema.as_deref())
    }

    /// Returns the definition of a table or a view in its schema.
    pub(crate) fn definition(&self, table: &TableInfo) -> TableDefinition {
        TableDefinition::of(self.writer, &self.moved(table.model).model())
    }

    /// Returns the statements that create the views or replace them, each with a comment.
    pub(crate) fn replaced_views(&self) -> Vec<String> {
        let replaced = self.selected_tables().iter().filter_map(|view| {
            let definition = self.definition(view).view?;
            let mut statements = definition.replace;
            if let Some(create) = statements.last_mut() {
                *create = format!("{}{create}", view.comment());
            }
            Some(statements)
        });
        replaced.flatten().collect()
    }

    /// Returns the statement that creates a table, with a comment after each column.
    fn create_table(
        &self,
        table: &TableInfo,
        definition: &TableDefinition,
        comment: &impl Fn(&str, &str) -> String,
    ) -> String {
        let comments = table
            .model
            .columns
            .iter()
            .map(|column| comment(&format!("{}::{}", table.name, column.field), &plain_text(column.doc)));
        table.comment() + &definition.create_table_with(comments)
    }

    /// Returns the statement that creates the table of the stamp, if there is one.
    pub(crate) fn stamp_table(&self, comment: impl Fn(&str, &str) -> String) -> Option<String> {
        let table = self.tables.iter().find(|table| self.is_stamp(table))?;
        Some(self.create_table(table, &self.definition(table), &comment))
    }

    /// Returns whether a table has the record of the scripts.
    pub(crate) fn is_stamp(&self, table: &TableInfo) -> bool {
        self.stamp.is_some_and(|stamp| stamp.table.model == table.model)
    }

    /// Returns the sections with the tables and the indexes. Unique indexes follow their table, since later tables may reference
    /// them.
    pub(crate) fn tables_and_indexes(&self, comment: impl Fn(&str, &str) -> String) -> [ScriptSection; 2] {
        let (mut tables, mut indexes) = (Vec::new(), Vec::new());
        let is_listed = |table: &&TableInfo| table.model.view.is_none() && !self.is_stamp(table);
        for table in self.tables.iter().filter(is_listed) {
            let definition = self.definition(table);
            tables.push(self.create_table(table, &definition, &comment));
            for index in &definition.indexes {
                let statement = format!("-- {}\n{}", table.name, index.sql);
                if index.unique { tables.push(statement) } else { indexes.push(statement) }
            }
        }
        [
            ScriptSection {
                name: "tables",
                purpose: "Creates the tables and their unique keys; the comment after each column names its field",
                rerun: ScriptSection::KEEPS,
                first: Vec::new(),
                statements: tables,
            },
            ScriptSection {
                name: "indexes",
                purpose: "Creates the indexes that are not unique",
                rerun: ScriptSection::KEEPS,
                first: Vec::new(),
                statements: indexes,
            },
        ]
    }
}
