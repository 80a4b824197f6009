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
use crate::model::TableModel;

/// Renders the statements of one table for one engine.
///
/// ```
/// use store_core::model::{Columns, Key, KeyKind, TableModel};
/// use store_core::render::Renderer;
/// use store_core::{Dialect, SqlType};
///
/// let columns = Columns {
///     names: &["id"], fields: &["id"], docs: &["The key."], types: &[SqlType::I64], nullable: &[false],
///     defaults: &[], insert_only: &[],
/// };
/// let table = TableModel {
///     schema: Some("app"), name: "users", doc: "", columns,
///     keys: &[Key { name: "pk_users", kind: KeyKind::Primary, columns: &[0] }],
///     indexes: &[], foreign_keys: &[], checks: &[],
/// };
/// let renderer = Renderer::new(Dialect::Mssql, &table);
/// assert_eq!(renderer.delete_by(&table.keys[0]).into_text(), "DELETE FROM [app].[users]\nWHERE [id] = @P1;");
/// ```
#[derive(Clone, Copy)]
pub struct Renderer<'t> {
    /// The table.
    pub table: &'t TableModel<'t>,
    pub(crate) grammar: &'static dyn Grammar,
}

impl<'t> Renderer<'t> {
    /// A renderer of `table` for an engine.
    pub fn new(dialect: Dialect, table: &'t TableModel<'t>) -> Self {
        Self { table, grammar: dialect.grammar() }
    }

    /// The engine.
    pub fn dialect(&self) -> Dialect {
        self.grammar.dialect()
    }

    fn render(&self, write: impl FnOnce(&mut Sql)) -> Sql {
        let mut out = Sql::default();
        write(&mut out);
        out.push(self.grammar.end());
        out
    }
}
