//! Renders a [`TableModel`] and its queries as SQL.
//!
//! The same renderer serves the derive, which emits the statements as literals, the scripts and the tests. Where the engines
//! differ, the renderer calls a [`Grammar`].

mod batch;
mod bulk_insert;
mod clause;
mod condition;
mod create;
mod definition;
mod grammar;
mod moved;
mod param_columns;
mod query;
mod row;
mod slot;
mod sql;
mod view;

pub use bulk_insert::BulkInsertSql;
pub use grammar::Grammar;
pub(crate) use grammar::{ClockOffset, ContainsTest};
pub(crate) use moved::Moved;
pub use slot::{BytesParam, Fragment, Slot};
pub use sql::Sql;

use std::cell::OnceCell;

use crate::dialect::Dialect;
use crate::schema::{Key, KeyStatement, Query, TableModel, TableStatement};
use crate::types::SqlType;
pub(crate) use batch::BatchColumns;
pub(crate) use definition::{IndexDefinition, TableDefinition, ViewDefinition};
pub(crate) use param_columns::param_columns;
pub(crate) use slot::read_u32;

/// Renders the statements of one table for one engine.
///
/// ```
/// use store_core::derive::Renderer;
/// use store_core::schema::{Columns, Key, KeyKind, PackedStrings, TableModel};
/// use store_core::{Dialect, SqlType};
///
/// let columns = Columns {
///     names: PackedStrings::Each(&["id"]), types: &[SqlType::I64], nullable: &[false], ..Columns::NONE
/// };
/// let keys = [Key { name: "pk_users", kind: KeyKind::Primary, columns: &[0] }];
/// let table =
///     TableModel { schema: Some("app"), name: "users", columns, keys: &keys, ..TableModel::NONE };
/// let renderer = Renderer::new(Dialect::Mssql, &table);
/// assert_eq!(renderer.delete_by(&table.keys[0]).into_text(), "DELETE FROM [app].[users]\nWHERE [id] = @P1;");
/// ```
#[derive(Clone)]
pub struct Renderer<'t> {
    pub(crate) table: &'t TableModel<'t>,
    pub(crate) grammar: &'static dyn Grammar,
    // Most statements contain the names of all columns.
    all_names: String,
    /// The names of the columns that an insert writes, and their parameters.
    inserted: (String, String),
    /// The variables of all columns.
    all_variables: OnceCell<Sql>,
    batch_columns: OnceCell<BatchColumns>,
    /// The prefix of the columns that replace the parameters in a statement on many rows.
    param_prefix: Option<&'static str>,
    /// Whether conditions are a part of the definition of the table.
    in_definition: bool,
}

impl<'t> Renderer<'t> {
    /// Creates a renderer of `table` with the grammar of an engine.
    pub(crate) fn with_grammar(grammar: &'static dyn Grammar, table: &'t TableModel<'t>) -> Self {
        let text = |write: &dyn Fn(&mut Sql)| {
            let mut out = Sql::default();
            write(&mut out);
            out.into_text()
        };
        let names = table.columns.names;
        let all_names = text(&|out| clause::list(out, names.iter(), |out, name| grammar.name(out, name)));
        let inserted = (
            text(&|out| clause::list(out, table.inserted(), |out, at| grammar.name(out, names.at(at)))),
            text(&|out| clause::list(out, 0..table.inserted().count(), |out, at| grammar.param(out, at))),
        );
        Self {
            table,
            grammar,
            all_names,
            inserted,
            all_variables: OnceCell::new(),
            batch_columns: OnceCell::new(),
            param_prefix: None,
            in_definition: false,
        }
    }

    /// Returns the engine.
    pub fn dialect(&self) -> Dialect {
        self.grammar.dialect()
    }

    /// Returns all statements in the order of [`TableStatement`].
    pub fn statements<'q>(&self, queries: impl IntoIterator<Item = &'q Query<'q>>) -> Vec<Sql> {
        let mut statements: Vec<Sql> =
            TableStatement::ALL.into_iter().map(|statement| self.table_statement(statement)).collect();
        statements.extend(self.create_indexes());
        for key in self.table.keys {
            statements
                .extend(KeyStatement::ALL.into_iter().map(|statement| self.key_statement(statement, key)));
        }
        for query in queries {
            statements.push(self.query(query));
            if query.many {
                statements.push(self.update_many(query));
            }
        }
        statements
    }

    fn table_statement(&self, statement: TableStatement) -> Sql {
        match statement {
            _ if self.table.view.is_some() && !statement.is_ddl() => Sql::default(),
            TableStatement::CreateSchema => {
                let mut out = Sql::default();
                out.push(&self.create_schema().unwrap_or_default());
                out
            }
            TableStatement::CreateTable => self.create_table(),
            TableStatement::DropTable => self.drop_table(),
            TableStatement::Insert => self.insert_row(),
            TableStatement::InsertReturning => self.insert_returning(),
            TableStatement::InsertVerbatim => self.insert_verbatim(),
            TableStatement::DeleteRow => self.delete_row(),
            TableStatement::InsertMany => self.insert_many(),
            TableStatement::InsertManyVerbatim => self.insert_many_verbatim(),
        }
    }

    fn key_statement(&self, statement: KeyStatement, key: &Key<'_>) -> Sql {
        match statement {
            KeyStatement::InsertIfAbsent => self.insert_if_absent(key),
            KeyStatement::Upsert => self.upsert(key),
            KeyStatement::Select => self.select_by(key),
            KeyStatement::Update => self.update_by(key),
            KeyStatement::Delete => self.delete_by(key),
            KeyStatement::WriteMany => self.write_many(key),
        }
    }

    /// Writes a fragment of the column at this position, or a slot if only the compiler knows its type.
    pub(crate) fn fragment(&self, out: &mut Sql, at: usize, fragment: Fragment) {
        let column = self.table.columns.at(at);
        if column.ty == SqlType::Deferred {
            out.push_slot(at, fragment);
        } else {
            out.write(|writer| self.grammar.fragment(writer, self.table.name, &column, fragment));
        }
    }

    fn render(&self, write: impl FnOnce(&mut Sql)) -> Sql {
        let mut out = Sql::default();
        write(&mut out);
        out.push(self.grammar.terminator());
        out
    }
}
