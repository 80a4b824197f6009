//! Turns a [`TableModel`] and its queries into SQL.
//!
//! One renderer serves the derive (which emits what it gives as literals), the DDL export and the tests.
//! What the engines say differently it asks of a [`Grammar`].

mod clause;
mod ddl;
mod query;
mod row;
mod rows;
mod sql;

pub use sql::Sql;

use std::cell::OnceCell;

use crate::dialect::{Dialect, Grammar, Part};
use crate::model::{Query, TableModel};
use crate::sql_type::SqlType;
use rows::Rows;

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
    rows: OnceCell<Rows>,
}

impl<'t> Renderer<'t> {
    /// A renderer of `table` for an engine.
    pub fn new(dialect: Dialect, table: &'t TableModel<'t>) -> Self {
        let grammar = dialect.grammar();
        let (mut names, mut params) = (Sql::default(), Sql::default());
        clause::list(&mut names, table.columns.names.iter(), |out, name| grammar.name(out, name));
        clause::list(&mut params, 0..table.columns.len(), |out, at| grammar.param(out, at));
        let (all_names, all_params) = (names.into_text(), params.into_text());
        Self { table, grammar, all_names, all_params, rows: OnceCell::new() }
    }

    /// The engine.
    pub fn dialect(&self) -> Dialect {
        self.grammar.dialect()
    }

    /// All statements in the order in which [`TableSql::new`](crate::TableSql::new) takes them.
    pub fn statements<'q>(&self, queries: impl IntoIterator<Item = &'q Query<'q>>) -> Vec<Sql> {
        let mut schema = Sql::default();
        schema.push(&self.create_schema().unwrap_or_default());
        let mut statements =
            vec![schema, self.create_table(), self.drop_table(), self.insert_row(), self.insert_many()];
        statements.extend(self.create_indexes());
        for key in self.table.keys {
            statements.extend([
                self.insert_if_absent(key),
                self.upsert(key),
                self.select_by(key),
                self.update_by(key),
                self.delete_by(key),
                self.write_many(key),
            ]);
        }
        statements.extend(queries.into_iter().map(|query| self.query(query)));
        statements
    }

    /// What a statement says of the column at this place, or a hole where only the compiler knows it.
    fn part(&self, out: &mut Sql, at: usize, part: Part) {
        let column = self.table.columns.at(at);
        if column.ty == SqlType::Deferred {
            out.push_hole(at, part);
        } else {
            out.write(|writer| self.dialect().write_part(writer, self.table.name, &column, part, ""));
        }
    }

    fn render(&self, write: impl FnOnce(&mut Sql)) -> Sql {
        let mut out = Sql::default();
        write(&mut out);
        out.push(self.grammar.end());
        out
    }
}
