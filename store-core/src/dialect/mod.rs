//! What the engines say differently, one file an engine.

mod mssql;
mod sqlite;

pub use mssql::DEFAULT_SCHEMA;
pub use sqlite::in_file;

use crate::literal::{Literal, read_number};
use crate::model::{Column, Index, Key, Limit, Query, Shift, Sort, TableModel};
use crate::render::{Renderer, Sql};
use crate::sql_type::SqlType;
use crate::text::Writer;

/// An SQL engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// Microsoft SQL Server 2019 and later.
    Mssql,
    /// SQLite 3.44 and later.
    Sqlite,
}

impl Dialect {
    /// Both engines.
    pub const ALL: [Self; 2] = [Self::Mssql, Self::Sqlite];

    /// The word by which folders, snapshots and messages name the engine.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mssql => "mssql",
            Self::Sqlite => "sqlite",
        }
    }

    /// Whether a column of this type has a check on one of the engines.
    pub const fn checks(ty: SqlType) -> bool {
        mssql::has_check(ty) || sqlite::has_check(ty)
    }

    /// What the engine says differently.
    pub fn grammar(self) -> &'static dyn Grammar {
        match self {
            Self::Mssql => &mssql::Mssql,
            Self::Sqlite => &sqlite::Sqlite,
        }
    }

    /// Writes what a statement says of a column where its type matters, also while the program compiles. `replaced` is the text
    /// that the part takes the place of.
    pub const fn write_part(
        self,
        out: &mut Writer<'_>,
        table: &str,
        column: &Column<'_>,
        part: Part,
        replaced: &str,
    ) {
        match (self, part) {
            (Self::Mssql, Part::Number(_)) => mssql::write_literal(out, &read_number(replaced)),
            (Self::Sqlite, Part::Number(_)) => sqlite::write_literal(out, &read_number(replaced), column.ty),
            (Self::Mssql, part) => mssql::write_part(out, table, column, part),
            (Self::Sqlite, part) => sqlite::write_part(out, table, column, part),
        }
    }
}

/// What a statement says of a column that depends on the column's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Its definition in `CREATE TABLE`.
    Definition,
    /// Its definition in a table variable, which holds rows within a batch of statements.
    Variable,
    /// The name and type under which it is read from a row in JSON.
    Json,
    /// The expression that makes its value of what was read from JSON.
    Read,
    /// A constant number that it is compared with or set to. The next bytes of the text, as many as it holds, are the number as
    /// `literal::write_number` writes it.
    Number(u8),
}

impl Part {
    const NUMBER: u8 = 4;

    /// The number by which [`holes`](crate::holes) name it.
    pub(crate) const fn code(self) -> u8 {
        match self {
            Self::Definition => 0,
            Self::Variable => 1,
            Self::Json => 2,
            Self::Read => 3,
            Self::Number(len) => Self::NUMBER + len,
        }
    }

    /// The part of this number.
    pub(crate) const fn of(code: u8) -> Self {
        match code {
            0 => Self::Definition,
            1 => Self::Variable,
            2 => Self::Json,
            3 => Self::Read,
            number => Self::Number(number - Self::NUMBER),
        }
    }

    /// How many bytes of the text the part takes the place of.
    pub(crate) const fn replaced(self) -> usize {
        match self {
            Self::Number(len) => len as usize,
            _ => 0,
        }
    }
}

/// By how much the clock is moved.
pub struct Moved<'s> {
    /// In which direction and unit.
    pub shift: Shift<'s>,
    /// Writes the amount.
    pub amount: &'s dyn Fn(&mut Sql),
}

/// An engine's answers to the renderer: first the words, then the statements that differ as a whole.
///
/// What is the same on both engines stands once, in [`render`](crate::render).
pub trait Grammar: Sync {
    /// Which engine it is.
    fn dialect(&self) -> Dialect;

    /// A name in the engine's quotes.
    fn name(&self, out: &mut Sql, name: &str);

    /// The table with its schema.
    fn table(&self, out: &mut Sql, table: &TableModel<'_>);

    /// The parameter at this place, counted from 0.
    fn param(&self, out: &mut Sql, at: usize);

    /// A constant in a column of type `ty`.
    fn literal(&self, out: &mut Sql, literal: &Literal<'_>, ty: SqlType);

    /// The clock in UTC, moved where `moved` is given.
    fn now(&self, out: &mut Sql, moved: Option<Moved<'_>>);

    /// Selects the members of the JSON list in a parameter, as values of a column of type `ty`.
    fn members(&self, out: &mut Sql, param: usize, ty: SqlType);

    /// A calculation on columns of type `ty`, which `write` writes; rounded to the type where the engine does not do it.
    fn calculation(&self, out: &mut Sql, _ty: SqlType, write: &dyn Fn(&mut Sql)) {
        write(out);
    }

    /// The function that counts rows into 64 bits.
    fn count(&self) -> &'static str;

    /// What stands behind `SELECT ` to bound the rows.
    fn limit_head(&self, out: &mut Sql, limit: Option<Limit>);

    /// What stands at the end of a select to bound the rows.
    fn limit_tail(&self, out: &mut Sql, limit: Option<Limit>);

    /// The condition that a row comes after the values of the parameters from `first` on, in this order.
    fn after(&self, r: &Renderer<'_>, out: &mut Sql, order: &[Sort], first: usize);

    /// What closes a statement.
    fn end(&self) -> &'static str;

    /// Creates the schema when it is not there; `None` where an engine has none.
    fn create_schema(&self, schema: &str) -> Option<String>;

    /// What stands before `CREATE TABLE` and its body, so that a table that is there stays as it is.
    fn create_table_head(&self, out: &mut Sql, table: &TableModel<'_>);

    /// What opens the body of `CREATE TABLE`.
    fn create_table_open(&self, out: &mut Sql, _table: &TableModel<'_>) {
        out.push(" (\n");
    }

    /// What stands behind the body of `CREATE TABLE`.
    fn create_table_tail(&self) -> &'static str;

    /// The words of a primary key constraint.
    fn primary_key(&self) -> &'static str;

    /// A reference to another table, behind `REFERENCES `.
    fn references(&self, out: &mut Sql, schema: Option<&str>, table: &str);

    /// `CREATE INDEX` up to the opening parenthesis, such that an index that is there stays as it is.
    fn create_index_head(&self, out: &mut Sql, table: &TableModel<'_>, name: &str, unique: bool);

    /// The columns that an index carries beside its key, and the parenthesis that closes the key.
    fn include(&self, r: &Renderer<'_>, out: &mut Sql, index: &Index<'_>);

    /// Inserts a row unless one with the same key is there.
    fn insert_if_absent(&self, r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>);

    /// Inserts a row, or updates the one with the same key.
    fn upsert(&self, r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>);

    /// Inserts many rows, or nothing where an engine runs them one by one.
    fn insert_many(&self, r: &Renderer<'_>, out: &mut Sql);

    /// Writes many rows by a key, or nothing where an engine runs them one by one.
    fn write_many(&self, r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>);

    /// A statement of this grammar (none that creates) with schema `to` in the place of `from`.
    fn move_schema(&self, text: &str, from: &str, to: &str) -> String;

    /// Removes rows, at most so many.
    fn delete_some(&self, r: &Renderer<'_>, out: &mut Sql, query: &Query<'_>);

    /// Changes rows in order and gives them back, passing over those that another transaction holds.
    fn claim(&self, r: &Renderer<'_>, out: &mut Sql, query: &Query<'_>);
}
