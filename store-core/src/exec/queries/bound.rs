//! The parameters of a declared query.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::list;
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind};
use crate::exec::batch::ByDialect;
use crate::exec::{Params, Statement};
use crate::schema::{TableModel, fit};
use crate::statements::Relation;
use crate::types::{Field, SqlType, Value, text_range, utf16_len};

/// The type of a value in JSON: `JSON_VALUE` returns no longer text.
const JSON_VALUE: SqlType = SqlType::Text(Some(4_000));

/// A declared query and at most `N` parameters, without heap allocation.
///
/// The functions that the derive emits bind the parameters. The first parameter that does not fit its column becomes the error
/// of the call that runs the query.
#[derive(Debug)]
pub struct BoundQuery<'a, T, const N: usize> {
    query: usize,
    combination: usize,
    params: [Value<'a>; N],
    len: usize,
    error: Option<Error>,
    calculates: &'static [usize],
    table: PhantomData<fn() -> T>,
}

impl<'a, T: Relation, const N: usize> BoundQuery<'a, T, N> {
    /// Creates the query at this position of the table's queries, without parameters.
    pub fn new(query: usize) -> Self {
        let params = [const { Value::Bool(false) }; N];
        Self { query, combination: 0, params, len: 0, error: None, calculates: &[], table: PhantomData }
    }

    /// Sets the columns whose value the database calculates.
    pub fn calculates(&mut self, columns: &'static [usize]) {
        self.calculates = columns;
    }

    /// Includes the optional filter with this number.
    pub fn choose(&mut self, optional: u32) {
        self.combination |= 1 << optional;
    }

    /// Chooses the order at this position among its alternatives; `optional` is the number of optional filters.
    pub fn order(&mut self, alternative: usize, optional: u32) {
        self.combination |= alternative << optional;
    }

    /// Binds a value that is compared with an aggregate of type `ty`.
    pub fn aggregate<F: Field>(&mut self, ty: SqlType, field: F) {
        let value = field.to_value().map(Value::into_owned).and_then(|value| fit(ty, value));
        self.push(value.map_err(|error| {
            Error::new(ErrorKind::InvalidValue, error.to_string()).with_table(T::DESCRIPTION.name)
        }));
    }

    /// Binds text that is compared with, or assigned to, a column.
    pub fn text(&mut self, column: usize, text: &'a str) {
        self.push(T::DESCRIPTION.bind_text(column, text));
    }

    /// Binds a part of text.
    pub fn part(&mut self, column: usize, part: &'a str) {
        let value = T::DESCRIPTION.bind_text(column, part);
        self.push(value.and_then(|value| match searchable(part) {
            true => Ok(value),
            false => Err(too_long_to_search(T::DESCRIPTION, column)),
        }));
    }

    /// Binds the range in which text with this start sorts.
    pub fn range_of(&mut self, start: &'a str) {
        let (low, high) = text_range::of(start);
        self.push(Ok(Value::Text(low.into())));
        self.push(Ok(high.map_or(Value::Null(SqlType::Text(None)), |high| Value::Text(high.into()))));
    }

    /// Binds text that is compared with a value in JSON.
    pub fn json_text(&mut self, text: &'a str) {
        let value = fit(JSON_VALUE, Value::Text(Cow::Borrowed(text)));
        self.push(value.map_err(|error| {
            Error::new(ErrorKind::Truncated, error.to_string()).with_table(T::DESCRIPTION.name)
        }));
    }

    /// Binds bytes.
    pub fn bytes(&mut self, column: usize, bytes: &'a [u8]) {
        self.push(T::DESCRIPTION.bind_bytes(column, bytes));
    }

    /// Binds a borrowed value.
    pub fn reference<F: Field>(&mut self, column: usize, field: &'a F) {
        self.push(T::DESCRIPTION.bind(column, field));
    }

    /// Binds an owned value.
    pub fn value<F: Field>(&mut self, column: usize, field: F) {
        self.push(T::DESCRIPTION.bind_owned(column, field));
    }

    /// Binds a value as JSON.
    #[cfg(feature = "json")]
    pub fn json<F: serde::Serialize>(&mut self, column: usize, field: &F) {
        self.push(T::DESCRIPTION.fit(column, crate::types::json::to_value(field)));
    }

    /// Binds NULL for a column.
    pub fn null(&mut self, column: usize) {
        self.push(Ok(Value::Null(T::DESCRIPTION.columns.types[column])));
    }

    /// Binds an offset from the clock.
    pub fn amount(&mut self, amount: i32) {
        self.push(Ok(Value::I32(amount)));
    }

    /// Binds the maximum number of rows.
    pub fn limit(&mut self, rows: u32) {
        self.push(Ok(Value::I64(i64::from(rows))));
    }

    /// Binds the strings of an `IN` list.
    pub fn list_text(&mut self, strings: &[&str]) {
        self.push(Ok(list::json(strings.iter().map(|text| Value::Text(Cow::Borrowed(*text))))));
    }

    /// Binds the values of an `IN` list.
    pub fn list<F: Field>(&mut self, column: usize, fields: &[F]) {
        let values: Result<Vec<_>, _> =
            fields.iter().map(|field| T::DESCRIPTION.bind(column, field)).collect();
        let ty = T::DESCRIPTION.columns.types[column];
        self.push(values.map(|values| list::of(ty, values.into_iter())));
    }

    fn push(&mut self, value: Result<Value<'a>, Error>) {
        match value {
            Ok(value) => {
                self.params[self.len] = value;
                self.len += 1;
            }
            Err(error) => {
                self.error.get_or_insert(error);
            }
        }
    }

    pub(super) fn combination(&self) -> usize {
        self.combination
    }

    /// Returns the statement that runs the query for many elements, if the engine has one.
    pub(super) fn many(&self, dialect: Dialect) -> Option<&'static str> {
        T::STATEMENTS.of(dialect).query(self.query).many(self.combination)
    }

    pub(super) fn is_same_query(&self, other: &Self) -> bool {
        (self.query, self.combination) == (other.query, other.combination)
    }

    pub(super) fn sql(&self, dialect: Dialect) -> &'static str {
        T::STATEMENTS.of(dialect).query(self.query).sql(self.combination)
    }

    pub(super) fn params(&self) -> &[Value<'a>] {
        &self.params[..self.len]
    }

    /// Returns the parameters, or the error of a parameter.
    pub(super) fn checked_params(&self) -> Result<&[Value<'a>], Error> {
        match &self.error {
            Some(error) => Err(error.clone()),
            None => Ok(self.params()),
        }
    }

    /// Returns the statement for an engine and its parameters, or the error of a parameter.
    pub(super) fn ready(&self, dialect: Dialect) -> Result<(Statement, Params<'_>), Error> {
        let params = self.checked_params()?;
        Ok((self.statement(dialect), Params::all(params)))
    }

    pub(super) fn statement(&self, dialect: Dialect) -> Statement {
        let query = T::STATEMENTS.of(dialect).query(self.query);
        Statement {
            sql: query.sql(self.combination),
            name: query.name(),
            kind: query.statement_kind(),
            table: T::DESCRIPTION,
            calculates: self.calculates,
        }
    }

    /// Returns the statement for each engine and its parameters, or the error of a parameter.
    pub(in crate::exec) fn into_statements(self) -> Result<(ByDialect<Statement>, Vec<Value<'a>>), Error> {
        let statements = Dialect::ALL.map(|dialect| self.statement(dialect));
        match self.error {
            Some(error) => Err(error),
            None => Ok((statements, self.params.into_iter().take(self.len).collect())),
        }
    }
}

/// Returns whether text can be a part of a pattern on SQL Server, which has at most 8,000 bytes: the characters that have a meaning
/// in patterns are put in brackets, and there are two wildcards.
fn searchable(text: &str) -> bool {
    let special = text.bytes().filter(|byte| matches!(byte, b'[' | b'%' | b'_')).count();
    utf16_len(text) + 2 * special + 2 <= 4_000
}

fn too_long_to_search(table: &TableModel<'_>, column: usize) -> Error {
    let message = "the text to search for has more than 3,998 UTF-16 code units, of which `%`, `_` and `[` count as three: shorten it";
    let column = table.columns.names.at(column);
    Error::new(ErrorKind::Truncated, message).with_table(table.name).with_column(column)
}
