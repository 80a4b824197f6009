//! The catalog of a database, and the traits through which an engine reads it.

use std::future::{Future, ready};
use std::pin::Pin;

use super::{IndexClash, Settings, StoredView, TableName, TableShape, Token};
use crate::error::Error;
use crate::render::{Grammar, TableDefinition};
use crate::schema::TableModel;

/// A future that reads the catalog.
pub(crate) type CatalogFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'a>>;

/// Runs queries on the catalog of a database.
pub(crate) trait CatalogReader: Send {
    /// Returns the rows of a query with `width` columns, all read as text.
    fn rows<'a>(
        &'a mut self,
        sql: &'static str,
        width: usize,
        params: &'a [&'a str],
    ) -> CatalogFuture<'a, Vec<Vec<Option<String>>>>;
}

/// Returns the rows of a query with `N` columns.
pub(crate) async fn rows<const N: usize>(
    reader: &mut dyn CatalogReader,
    sql: &'static str,
    params: &[&str],
) -> Result<Vec<[Option<String>; N]>, Error> {
    let rows = reader.rows(sql, N, params).await?;
    Ok(rows.into_iter().filter_map(|row| row.try_into().ok()).collect())
}

/// An object of the database.
#[derive(Debug)]
pub(crate) struct NamedObject {
    /// `table`, `view`, or `object` for any other kind.
    pub(crate) kind: String,
    /// The name in quotes, with its schema.
    pub(crate) name: String,
}

impl NamedObject {
    /// Returns the manual step that frees the name for a table or a view; `wanted` is which of the two.
    pub(super) fn conflict(&self, wanted: &str) -> String {
        let Self { kind, name } = self;
        if kind == wanted {
            return format!("the {kind} was created by another program meanwhile: check again");
        }
        let (article, drop) = match kind.as_str() {
            "object" => ("an", String::new()),
            _ => ("a", format!(" (DROP {} {name})", kind.to_uppercase())),
        };
        format!(
            "{article} {kind} has the name of the {wanted}: drop it{drop} or create it with another name, then check again"
        )
    }
}

/// The rules by which an engine writes and stores definitions.
pub(crate) trait DefinitionRules: Sync {
    /// Returns an expression in a normal form that is equal for equal expressions.
    fn normalize(&self, tokens: &[Token]) -> String;

    /// Returns a name in quotes.
    fn quote(&self, name: &str) -> String;

    /// Returns the name of the table that a foreign key references.
    fn referenced_table(&self, schema: Option<String>, table: String) -> String;

    /// Returns the signature of the table itself; `None` if the engine has no table options.
    fn table_signature(&self, strict: bool, without_rowid: bool) -> Option<&'static str>;

    /// Returns whether a column of one type can become a column of another type without a change of a value: the engine reports an
    /// error for a value that does not fit. `is_upgrade` is whether the tables are known from scripts alone.
    fn keeps_values(&self, from: &str, to: &str, is_upgrade: bool) -> bool;

    /// Returns whether a part is as expected, as far as the catalog shows.
    fn is_same(&self, expected: &str, found: &str) -> bool;
}

/// Reads tables from the catalog of an engine.
pub(crate) trait Catalog: Grammar + DefinitionRules {
    /// Returns every query on the catalog, for tests that parse them.
    fn catalog_queries(&self) -> &'static [&'static str];

    /// Returns the settings that [`advice`](super::advice()) checks.
    fn settings(&self) -> Settings;

    /// Reads a table; `None` if the table does not exist.
    fn read_table<'a>(
        &'a self,
        reader: &'a mut dyn CatalogReader,
        name: &'a TableName,
    ) -> CatalogFuture<'a, Option<TableShape>>;

    /// Reads a view; `None` if the view does not exist.
    fn read_view<'a>(
        &'a self,
        reader: &'a mut dyn CatalogReader,
        name: &'a TableName,
    ) -> CatalogFuture<'a, Option<StoredView>>;

    /// Returns the object with the name of a table or a view; `None` if there is none.
    fn read_object<'a>(
        &'a self,
        reader: &'a mut dyn CatalogReader,
        name: &'a TableName,
    ) -> CatalogFuture<'a, Option<NamedObject>>;

    /// Returns the indexes of the definition whose names belong to indexes of other tables.
    fn index_clashes<'a>(
        &'a self,
        _reader: &'a mut dyn CatalogReader,
        _table: &'a TableDefinition,
        _name: &'a TableName,
    ) -> CatalogFuture<'a, Vec<IndexClash>> {
        Box::pin(ready(Ok(Vec::new())))
    }

    /// Rejects a table or a view of another struct with the same name in the database, and an object of the other kind.
    fn check_owner<'a>(
        &'a self,
        _reader: &'a mut dyn CatalogReader,
        _model: &'a TableModel<'a>,
        _name: &'a TableName,
    ) -> CatalogFuture<'a, ()> {
        Box::pin(ready(Ok(())))
    }

    /// Rejects foreign keys along which a delete would reach a table on two paths, unless the engine does so itself.
    fn check_cascades<'a>(
        &'a self,
        _reader: &'a mut dyn CatalogReader,
        _model: &'a TableModel<'a>,
        _name: &'a TableName,
    ) -> CatalogFuture<'a, ()> {
        Box::pin(ready(Ok(())))
    }

    /// Returns whether the checks above are needed before `CREATE … IF NOT EXISTS`, because the engine does not report name
    /// conflicts.
    fn checks_before_create(&self) -> bool {
        false
    }
}
