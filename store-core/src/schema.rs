//! Statements in another schema than the one they were compiled with.

use std::collections::HashMap;
use std::sync::Arc;

use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind};
use crate::ident;
use crate::model::{ForeignKey, TableModel};
use crate::render::Renderer;
use crate::table::Table;
use crate::table_sql::DialectSql;

/// The statements of some tables with a schema from configuration in the place of their own.
///
/// Made once, when a database is opened; the only place where SQL is put together at run time.
///
/// ```
/// use store_core::{Dialect, SchemaOverride};
///
/// let staging = SchemaOverride::new(Dialect::Mssql, "staging")?;
/// assert_eq!(staging.text("SELECT 1"), "SELECT 1"); // of no table that was added
/// assert!(SchemaOverride::new(Dialect::Mssql, "x]; DROP TABLE y--").is_err());
/// # Ok::<(), store_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct SchemaOverride {
    dialect: Dialect,
    schema: String,
    texts: HashMap<&'static str, Arc<str>>,
}

impl SchemaOverride {
    /// An override that names `schema`, without any table yet.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] when the name breaks the rule of [`ident::check`].
    pub fn new(dialect: Dialect, schema: &str) -> Result<Self, Error> {
        ident::check(schema)
            .map_err(|error| Error::new(ErrorKind::Config, format!("schema name {schema:?}: {error}")))?;
        Ok(Self { dialect, schema: schema.to_owned(), texts: HashMap::new() })
    }

    /// With the statements of a table, which must have a schema of its own to be replaced.
    #[must_use]
    pub fn table<T: Table>(mut self) -> Self {
        if let Some(from) = T::MODEL.schema {
            self.add(T::MODEL, from, T::SQL.of(self.dialect));
        }
        self
    }

    /// The name of the schema.
    pub fn name(&self) -> &str {
        &self.schema
    }

    /// Holds the override to the engine whose texts are to be moved.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Config`] when it was made for another.
    pub fn check(&self, dialect: Dialect) -> Result<(), Error> {
        if self.dialect == dialect {
            return Ok(());
        }
        let (made, wanted) = (self.dialect, dialect);
        let message =
            format!("the schema override was made for {made:?}: make one with `Dialect::{wanted:?}`");
        Err(Error::new(ErrorKind::Config, message))
    }

    /// The text in the other schema; a text of a table that was not added stays as it is.
    pub fn text<'t>(&'t self, sql: &'t str) -> &'t str {
        self.texts.get(sql).map_or(sql, |text| text)
    }

    /// The references of a table in the other schema: those to its own schema go to the other one too.
    pub(crate) fn foreign_keys<'s>(&'s self, model: &TableModel<'s>) -> Vec<ForeignKey<'s>> {
        let schema = |key: &ForeignKey<'s>| match key.to_schema {
            Some(_) if key.to_schema == model.schema => Some(self.schema.as_str()),
            other => other,
        };
        model.foreign_keys.iter().map(|key| ForeignKey { to_schema: schema(key), ..*key }).collect()
    }

    fn add(&mut self, model: &TableModel<'static>, from: &str, sql: &DialectSql) {
        let foreign_keys = self.foreign_keys(model);
        let moved = TableModel { schema: Some(&self.schema), foreign_keys: &foreign_keys, ..*model };
        let renderer = Renderer::new(self.dialect, &moved);
        // Statements that create name the schema within text literals too; they are made anew. All others
        // name it in front of the table only, where it can be told from everything else.
        let mut texts: Vec<(&'static str, String)> = vec![
            (sql.create_table(), renderer.create_table().into_text()),
            (sql.drop_table(), renderer.drop_table().into_text()),
        ];
        texts.extend(sql.create_schema().zip(renderer.create_schema()));
        let indexes = renderer.create_indexes().into_iter().map(|index| index.into_text());
        texts.extend(sql.create_indexes().zip(indexes));
        let created: Vec<&str> = texts.iter().map(|(text, _)| *text).collect();
        let others = sql.statements().map(|(_, text)| text).filter(|text| !created.contains(text));
        texts.extend(others.map(|text| (text, self.dialect.grammar().move_schema(text, from, &self.schema))));
        self.texts.extend(texts.into_iter().map(|(text, moved)| (text, Arc::from(moved))));
    }
}

/// Walks `text` and puts `to` wherever `find` tells, outside of literals in single quotes, that the name of a
/// schema begins: it gives the bytes before the name and those of the name.
pub(crate) fn replace(text: &str, to: &str, find: impl Fn(&str) -> Option<(usize, usize)>) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    let mut literal = false;
    while let Some(ch) = rest.chars().next() {
        literal ^= ch == '\'';
        if let Some((before, name)) = find(rest).filter(|_| !literal) {
            out.push_str(&rest[..before]);
            out.push_str(to);
            rest = &rest[before + name..];
        } else {
            out.push(ch);
            rest = &rest[ch.len_utf8()..];
        }
    }
    out
}
