//! A declared query while its parameters are bound.

use std::borrow::Cow;
use std::marker::PhantomData;

use super::list;
use crate::dialect::Dialect;
use crate::error::Error;
use crate::field::Field;
use crate::statement::{Params, Statement};
use crate::table::Table;
use crate::value::Value;

/// A declared query and at most `N` parameters, on the stack.
///
/// The functions that the derive writes fill it in; the first parameter that does not fit its column is kept
/// as the error of the call that runs the query.
#[derive(Debug)]
pub struct Bound<'a, T, const N: usize> {
    query: usize,
    combination: usize,
    params: [Value<'a>; N],
    len: usize,
    error: Option<Error>,
    calculates: &'static [usize],
    table: PhantomData<fn() -> T>,
}

impl<'a, T: Table, const N: usize> Bound<'a, T, N> {
    /// The query at this place of the table's queries, without a parameter.
    pub fn new(query: usize) -> Self {
        let params = [const { Value::Bool(false) }; N];
        Self { query, combination: 0, params, len: 0, error: None, calculates: &[], table: PhantomData }
    }

    /// Says in which columns the database stores what it calculates.
    pub fn calculates(&mut self, columns: &'static [usize]) {
        self.calculates = columns;
    }

    /// Takes the optional filter with this number into the text.
    pub fn choose(&mut self, optional: u32) {
        self.combination |= 1 << optional;
    }

    /// Binds text to be compared with, or written to, a column.
    pub fn text(&mut self, column: usize, text: &'a str) {
        self.push(T::MODEL.bind_text(column, text));
    }

    /// Binds bytes.
    pub fn bytes(&mut self, column: usize, bytes: &'a [u8]) {
        self.push(T::MODEL.bind_bytes(column, bytes));
    }

    /// Binds a value that is borrowed.
    pub fn reference<F: Field>(&mut self, column: usize, field: &'a F) {
        self.push(T::MODEL.bind(column, field));
    }

    /// Binds a value.
    pub fn value<F: Field>(&mut self, column: usize, field: F) {
        self.push(T::MODEL.bind_owned(column, field));
    }

    /// Binds a value that is written as JSON.
    #[cfg(feature = "json")]
    pub fn json<F: serde::Serialize>(&mut self, column: usize, field: &F) {
        self.push(T::MODEL.fit(column, crate::json::to_value(field)));
    }

    /// Binds NULL to be written to a column.
    pub fn null(&mut self, column: usize) {
        self.push(Ok(Value::Null(T::MODEL.columns.types[column])));
    }

    /// Binds the seconds or milliseconds by which the clock is moved.
    pub fn amount(&mut self, amount: i32) {
        self.push(Ok(Value::I32(amount)));
    }

    /// Binds the most rows that are wanted.
    pub fn limit(&mut self, rows: u32) {
        self.push(Ok(Value::I64(i64::from(rows))));
    }

    /// Binds the texts of an IN list.
    pub fn list_text(&mut self, texts: &[&str]) {
        self.push(Ok(list::json(texts.iter().map(|text| Value::Text(Cow::Borrowed(*text))))));
    }

    /// Binds the values of an IN list.
    pub fn list<F: Field>(&mut self, column: usize, fields: &[F]) {
        let values: Result<Vec<_>, _> = fields.iter().map(|field| T::MODEL.bind(column, field)).collect();
        self.push(values.map(|values| list::json(values.into_iter())));
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

    pub(super) fn sql(&self, dialect: Dialect) -> &'static str {
        T::SQL.of(dialect).query(self.query).text(self.combination)
    }

    pub(super) fn params(&self) -> &[Value<'a>] {
        &self.params[..self.len]
    }

    /// The statement for an engine and its parameters, or why one of them could not be bound.
    pub(super) fn ready(&self, dialect: Dialect) -> Result<(Statement, Params<'_>), Error> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        let query = T::SQL.of(dialect).query(self.query);
        let (sql, name) = (query.text(self.combination), query.name());
        let statement = Statement { sql, name, table: T::MODEL, calculates: self.calculates };
        Ok((statement, Params::all(self.params())))
    }
}
