//! The trait that an engine implements for the renderer.

use super::{BulkInsertSql, Fragment, Renderer, Sql};
use crate::dialect::Dialect;
use crate::schema::{
    Column, DefaultValue, Generated, Index, Key, Limit, Operator, Query, Shift, Sort, TableModel, Term,
    TextPlace, ViewQuery,
};
use crate::text::ConstWriter;
use crate::types::{Literal, SqlType};

/// An offset from the clock, with a function that writes its amount.
pub struct ClockOffset<'s> {
    /// The direction and the unit.
    pub shift: Shift<'s>,
    /// Writes the amount.
    pub amount: &'s dyn Fn(&mut Sql),
}

/// The test whether the text of a column contains other text.
pub struct ContainsTest<'t> {
    /// The column.
    pub column: usize,
    /// The qualifier of the column.
    pub prefix: &'t str,
    /// The place of the other text.
    pub place: TextPlace,
    /// The other text.
    pub text: Term<'t>,
    /// The first of the two parameters with the range of such text.
    pub range: Option<usize>,
}

/// The SQL of an engine: first the words, then the statements that differ as a whole.
///
/// [`Renderer`] writes everything that is the same on all engines.
pub trait Grammar: Sync {
    /// Returns the engine.
    fn dialect(&self) -> Dialect;

    /// Writes a name in the engine's quotes.
    fn name(&self, out: &mut Sql, name: &str);

    /// Writes the name of a table with its schema.
    fn table(&self, out: &mut Sql, table: &TableModel<'_>);

    /// Writes the parameter at this position, counted from 0.
    fn param(&self, out: &mut Sql, at: usize);

    /// Writes a constant for a column of type `ty`.
    fn literal(&self, out: &mut Sql, literal: &Literal<'_>, ty: SqlType);

    /// Writes the value of a default.
    fn default_value(&self, out: &mut Sql, default: &DefaultValue<'_>, ty: SqlType);

    /// Writes a fragment of a column.
    fn fragment(&self, out: &mut ConstWriter<'_>, table: &str, column: &Column<'_>, fragment: Fragment);

    /// Writes the clock in UTC, with an optional offset.
    fn now(&self, out: &mut Sql, offset: Option<ClockOffset<'_>>);

    /// Writes a query for the elements of the list in a parameter, as values of a column. The parameter is a JSON array; for bytes of
    /// fixed length, it is the bytes of all elements.
    fn members(&self, out: &mut Sql, param: usize, column: &Column<'_>);

    /// Returns what follows a value, within `CAST(…)`, that is converted before it is compared with a column of an existing type;
    /// `None` if the engine compares the value as it is.
    fn compared_type(&self, _column: &Column<'_>) -> Option<String> {
        None
    }

    /// Writes the test whether the text of a column contains other text, code point by code point.
    fn contains(&self, r: &Renderer<'_>, out: &mut Sql, test: &ContainsTest<'_>);

    /// Writes the instant of a timestamp with an offset, by which rows are sorted.
    fn instant(&self, out: &mut Sql, value: &dyn Fn(&mut Sql)) {
        value(out);
    }

    /// Writes the comparison of a timestamp with an offset, by the instant alone.
    fn compare_instants(
        &self,
        out: &mut Sql,
        column: &dyn Fn(&mut Sql),
        operator: Operator,
        value: &dyn Fn(&mut Sql),
    ) {
        column(out);
        out.push(" ");
        out.push(operator.sql());
        out.push(" ");
        value(out);
    }

    /// Writes the string, number or `bool` at a path in the JSON of a column, as text with the order of text columns.
    fn json_value(&self, out: &mut Sql, column: &dyn Fn(&mut Sql), path: &str);

    /// Returns the collation that follows the minimum or the maximum of a column, if it does not have that of the column.
    fn aggregate_collation(&self) -> &'static str {
        ""
    }

    /// Writes a calculation on columns of type `ty`, which `write` writes, rounded to the type if the engine does not.
    fn calculation(&self, out: &mut Sql, _ty: SqlType, write: &dyn Fn(&mut Sql)) {
        write(out);
    }

    /// Returns the name of the function that counts rows as a 64-bit integer.
    fn count(&self) -> &'static str;

    /// Returns what precedes and what follows a subquery in a query for whether the subquery has rows.
    fn exists(&self) -> (&'static str, &'static str);

    /// Writes the sum of a column of type `ty`: of integers with 64 bits, of decimals without rounding.
    fn sum(&self, out: &mut Sql, ty: SqlType, column: &dyn Fn(&mut Sql));

    /// Writes the mean of a column of integers: their sum, as a floating-point number, divided by their number.
    fn mean(&self, out: &mut Sql, ty: SqlType, column: &dyn Fn(&mut Sql));

    /// Writes the row limit after `SELECT `, if the engine has it there.
    fn limit_head(&self, out: &mut Sql, limit: Option<Limit>);

    /// Writes the row limit at the end of a `SELECT`, if the engine has it there.
    fn limit_tail(&self, out: &mut Sql, limit: Option<Limit>);

    /// Writes the condition that a row sorts after the values of the parameters from `first` on.
    fn after(&self, r: &Renderer<'_>, out: &mut Sql, order: &[Sort], first: usize);

    /// Returns the terminator of a statement.
    fn terminator(&self) -> &'static str;

    /// Returns the statement that creates a schema unless it exists; `None` for an engine without schemas.
    fn create_schema(&self, schema: &str) -> Option<String>;

    /// Writes `CREATE TABLE` up to the name, in a form that does not change an existing table.
    fn create_table_head(&self, out: &mut Sql, table: &TableModel<'_>);

    /// Writes the start of the body of `CREATE TABLE`.
    fn create_table_open(&self, out: &mut Sql, _table: &TableModel<'_>) {
        out.push(" (\n");
    }

    /// Returns the end of `CREATE TABLE`, from the closing parenthesis on.
    fn create_table_tail(&self, table: &TableModel<'_>) -> &'static str;

    /// Writes the statement that creates a view, in a form that does not change an existing view.
    fn create_view(&self, r: &Renderer<'_>, out: &mut Sql, view: &ViewQuery<'_>);

    /// Returns the statements that create a view or replace an existing one.
    fn replace_view(&self, r: &Renderer<'_>, view: &ViewQuery<'_>) -> Vec<String>;

    /// Returns the keywords of a primary key constraint.
    fn primary_key(&self) -> &'static str;

    /// Returns the keywords of a primary key that is a part of the definition of its identity column; `None` for other generated
    /// columns, and for an engine whose identity columns need none.
    fn identity_key(&self, _identity: &Generated<'_>) -> Option<&'static str> {
        None
    }

    /// Returns the value that an insert assigns to the identity column; `None` if the engine makes it without.
    fn identity_value(&self, _table: &TableModel<'_>, _seed: i64, _increment: i64) -> Option<String> {
        None
    }

    /// Writes the table of a foreign key, after `REFERENCES `.
    fn references(&self, out: &mut Sql, schema: Option<&str>, table: &str);

    /// Writes `CREATE INDEX` up to the opening parenthesis, in a form that does not change an existing index.
    fn create_index_head(&self, out: &mut Sql, table: &TableModel<'_>, name: &str, unique: bool);

    /// Returns whether a unique index of columns that can be NULL has a filter, since the engine takes NULL for equal to NULL.
    fn filters_unique_keys(&self) -> bool {
        false
    }

    /// Writes the included columns of an index and the parenthesis that closes the key.
    fn include(&self, r: &Renderer<'_>, out: &mut Sql, index: &Index<'_>);

    /// Writes the insert of a row that returns these columns.
    fn insert_returning(&self, r: &Renderer<'_>, out: &mut Sql, columns: &[usize]);

    /// Writes the insert of a row unless the key exists.
    fn insert_if_absent(&self, r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>);

    /// Writes the insert of a row, or the update of the row with the same key.
    fn upsert(&self, r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>);

    /// Writes the insert of many rows; nothing for an engine that inserts them one by one.
    fn insert_many(&self, r: &Renderer<'_>, out: &mut Sql);

    /// Writes the insert of many rows with all stored values; nothing for an engine that inserts them one by one.
    fn insert_many_verbatim(&self, r: &Renderer<'_>, out: &mut Sql);

    /// Writes an insert, which `insert` writes, that assigns the identity column, if the table has one.
    fn assigning_identity(&self, out: &mut Sql, _table: &TableModel<'_>, insert: &dyn Fn(&mut Sql)) {
        insert(out);
    }

    /// Returns the statements of a bulk insert, of all stored values if `is_verbatim`; `None` for an engine that inserts rows one by
    /// one.
    fn bulk_insert(&self, _r: &Renderer<'_>, _is_verbatim: bool) -> Option<BulkInsertSql> {
        None
    }

    /// Writes the insert or update of many rows by a key; nothing for an engine that writes them one by one.
    fn write_many(&self, r: &Renderer<'_>, out: &mut Sql, key: &Key<'_>);

    /// Writes the statement that runs a declared update for many elements; nothing for an engine that runs them one by one.
    fn update_many(&self, r: &Renderer<'_>, out: &mut Sql, query: &Query<'_>);

    /// Returns a statement, other than one that creates, with the schema `from` replaced by `to`.
    fn replace_schema(&self, text: &str, from: &str, to: &str) -> String;

    /// Returns the new value of a column of row versions; `None` for an engine that makes it by itself.
    fn row_version(&self) -> Option<&'static str> {
        None
    }

    /// Writes what follows an update or delete of a row that compares its version: the query that returns why no row was changed, if
    /// the engine runs several statements at once. `param` returns the parameter of a column.
    fn unchanged_outcome(
        &self,
        _r: &Renderer<'_>,
        _out: &mut Sql,
        _key: &Key<'_>,
        _param: &dyn Fn(usize) -> usize,
    ) {
    }

    /// Writes the beginning of a statement that returns the rows that it changes.
    fn returning_head(&self, _r: &Renderer<'_>, _out: &mut Sql) {}

    /// Writes the clause before `WHERE` that returns rows of `source`, if the engine has it there.
    fn output(&self, _r: &Renderer<'_>, _out: &mut Sql, _source: &str) {}

    /// Writes the end of a statement that returns the rows that it changes.
    fn returning_tail(&self, r: &Renderer<'_>, out: &mut Sql);

    /// Writes the delete of a limited number of rows.
    fn delete_some(&self, r: &Renderer<'_>, out: &mut Sql, query: &Query<'_>);

    /// Writes the update of rows in order that returns them and skips rows that another transaction has locked.
    fn claim(&self, r: &Renderer<'_>, out: &mut Sql, query: &Query<'_>);
}
