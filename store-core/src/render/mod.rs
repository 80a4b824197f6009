//! Turns a [`TableModel`] and its queries into SQL.
//!
//! One renderer serves the derive (which emits what it gives as literals), the DDL export and the tests.
//! What the engines say differently it asks of a [`Grammar`].

mod clause;
mod ddl;
mod query;
mod row;
mod sql;

pub use sql::{Hole, Sql};

use crate::dialect::{Dialect, Grammar};
use crate::model::{Query, TableModel};

/// Renders the statements of one table for one engine.
///
/// ```
/// use store_core::model::{Columns, Key, KeyKind, TableModel};
/// use store_core::render::Renderer;
/// use store_core::texts::Texts;
/// use store_core::{Dialect, SqlType};
///
/// let columns = Columns {
///     names: Texts::Each(&["id"]), types: &[SqlType::I64], nullable: &[false], ..Columns::NONE
/// };
/// let keys = [Key { name: "pk_users", kind: KeyKind::Primary, columns: &[0] }];
/// let table =
///     TableModel { schema: Some("app"), name: "users", columns, keys: &keys, ..TableModel::NONE };
/// let renderer = Renderer::new(Dialect::Mssql, &table);
/// assert_eq!(renderer.delete_by(&table.keys[0]).into_text(), "DELETE FROM [app].[users]\nWHERE [id] = @P1;");
/// ```
#[derive(Clone)]
pub struct Renderer<'t> {
    /// The table.
    pub table: &'t TableModel<'t>,
    pub(crate) grammar: &'static dyn Grammar,
    // Most statements name all columns.
    all_names: String,
    all_params: String,
}

impl<'t> Renderer<'t> {
    /// A renderer of `table` for an engine.
    pub fn new(dialect: Dialect, table: &'t TableModel<'t>) -> Self {
        let grammar = dialect.grammar();
        let (mut names, mut params) = (Sql::default(), Sql::default());
        clause::list(&mut names, table.columns.names.iter(), |out, name| grammar.name(out, name));
        clause::list(&mut params, 0..table.columns.len(), |out, at| grammar.param(out, at));
        Self { table, grammar, all_names: names.into_text(), all_params: params.into_text() }
    }

    /// The engine.
    pub fn dialect(&self) -> Dialect {
        self.grammar.dialect()
    }

    /// The texts of all statements but the one that creates the table, in the order in which
    /// [`TableSql::new`](crate::TableSql::new) takes them.
    pub fn texts<'q>(&self, queries: impl IntoIterator<Item = &'q Query<'q>>) -> Vec<String> {
        let mut texts = vec![
            self.create_schema().unwrap_or_default(),
            self.drop_table().into_text(),
            self.insert_row().into_text(),
        ];
        texts.extend(self.create_indexes().into_iter().map(Sql::into_text));
        for key in self.table.keys {
            let by_key = [
                self.insert_if_absent(key),
                self.upsert(key),
                self.select_by(key),
                self.update_by(key),
                self.delete_by(key),
            ];
            texts.extend(by_key.map(Sql::into_text));
        }
        texts.extend(queries.into_iter().map(|query| self.query(query).into_text()));
        texts
    }

    fn render(&self, write: impl FnOnce(&mut Sql)) -> Sql {
        let mut out = Sql::default();
        write(&mut out);
        out.push(self.grammar.end());
        out
    }
}
