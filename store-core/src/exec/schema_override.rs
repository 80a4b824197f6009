//! Statements with a schema from the configuration in place of the declared one.

use std::collections::HashMap;
use std::sync::Arc;

use super::queries::RawQuery;
use crate::dialect::Dialect;
use crate::engine::ident;
use crate::error::{Error, ErrorKind};
use crate::render::{Moved, Renderer};
use crate::schema::{SqlPart, TableModel, WrittenSql};
use crate::statements::{DialectSql, Relation};

/// The statements of tables in a schema from the configuration, instead of the declared one.
///
/// The override is created when a database is opened. Other than this, only bulk inserts render SQL at run time.
///
/// ```
/// use store_core::{Dialect, SchemaOverride};
///
/// let staging = SchemaOverride::new(Dialect::Mssql, "staging")?;
/// assert_eq!(staging.text("SELECT 1"), "SELECT 1"); // not a statement of an added table
/// assert!(SchemaOverride::new(Dialect::Mssql, "x]; DROP TABLE y--").is_err());
/// # Ok::<(), store_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct SchemaOverride {
    dialect: Dialect,
    schema: String,
    statements: HashMap<&'static str, Arc<str>>,
}

impl SchemaOverride {
    /// Creates an override without tables.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] when [`ident::check`] rejects the name.
    pub fn new(dialect: Dialect, schema: &str) -> Result<Self, Error> {
        ident::check(schema).map_err(|error| {
            Error::new(ErrorKind::Config, format!("invalid schema name {schema:?}: {error}"))
        })?;
        Ok(Self { dialect, schema: schema.to_owned(), statements: HashMap::new() })
    }

    /// Adds the statements of a table or a view; one that declares no schema is not affected. A view selects from the other schema,
    /// whatever schemas the tables in braces declare.
    #[must_use]
    pub fn table<T: Relation>(mut self) -> Self {
        if let Some(from) = T::DESCRIPTION.schema {
            self.add(T::DESCRIPTION, from, T::STATEMENTS.of(self.dialect));
        }
        self
    }

    /// Adds the SQL of a raw query. The tables in braces move, if they declare a schema; a name that the SQL writes
    /// out stays. Another query with the same SQL moves, too.
    #[must_use]
    pub fn query<const N: usize>(mut self, query: &RawQuery<N>) -> Self {
        let parts = query.parts(self.dialect).iter().map(|part| part.moved(&self.schema));
        let parts: Vec<SqlPart<'_>> = parts.collect();
        let moved = Arc::from(WrittenSql { dialect: self.dialect, parts: &parts }.text());
        self.statements.insert(query.sql(self.dialect), moved);
        self
    }

    /// Returns the name of the schema.
    pub fn name(&self) -> &str {
        &self.schema
    }

    /// Checks that the override is for the engine of a connection.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] when the override is for another engine.
    pub fn check(&self, dialect: Dialect) -> Result<(), Error> {
        if self.dialect == dialect {
            return Ok(());
        }
        let message = format!(
            "schema override is for {}: create it with `Dialect::{dialect:?}`",
            self.dialect.product()
        );
        Err(Error::new(ErrorKind::Config, message))
    }

    /// Returns a statement in the other schema; a statement of a table that was not added is returned unchanged.
    pub fn text<'t>(&'t self, sql: &'t str) -> &'t str {
        self.statements.get(sql).map_or(sql, |statement| statement)
    }

    /// Returns the schema of the table with these statements if the table was added.
    pub(super) fn schema_of(&self, sql: &DialectSql) -> Option<&str> {
        self.statements.contains_key(sql.create_table()).then_some(&self.schema)
    }

    fn add(&mut self, model: &TableModel<'static>, from: &str, sql: &DialectSql) {
        let moved = Moved::to(model, Some(&self.schema));
        let created = self.created(&moved.model(), sql);
        let others = sql.statements().map(|(_, statement)| statement);
        let others = others.filter(|statement| !created.iter().any(|(created, _)| created == statement));
        let grammar = self.dialect.grammar();
        let others: Vec<(&'static str, String)> = others
            .map(|statement| (statement, grammar.replace_schema(statement, from, &self.schema)))
            .collect();
        let statements = created.into_iter().chain(others);
        self.statements.extend(statements.map(|(statement, moved)| (statement, Arc::from(moved))));
    }

    /// Returns the statements that create and drop, each with the statement in the other schema. They contain the schema within
    /// string literals too, so they are rendered again. All others contain it only in front of the table, where it can be recognized.
    fn created(&self, moved: &TableModel<'_>, sql: &DialectSql) -> Vec<(&'static str, String)> {
        let renderer = Renderer::new(self.dialect, moved);
        let mut statements = vec![
            (sql.create_table(), renderer.create_table().into_text()),
            (sql.drop_table(), renderer.drop_table().into_text()),
        ];
        statements.extend(sql.create_schema().zip(renderer.create_schema()));
        let indexes = renderer.create_indexes().into_iter().map(|index| index.into_text());
        statements.extend(sql.create_indexes().zip(indexes));
        statements
    }
}
