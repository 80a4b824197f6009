//! SQL that the program writes.

use std::ops::ControlFlow;

use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind};
use crate::exec::batch::ByDialect;
use crate::exec::connection_ext::first;
use crate::exec::{Connection, Params, Statement};
use crate::schema::{SqlPart, StatementKind, TableModel};
use crate::types::{Field, FromRow, SqlType, Value};

/// The SQL of a [`RawQuery`], which the macro `sql!` makes while the program compiles.
#[derive(Clone, Copy, Debug)]
pub struct RawSql {
    /// The SQL for each engine, in the order of [`Dialect::ALL`].
    pub sql: ByDialect<&'static str>,
    /// The parts of the SQL for each engine.
    pub parts: ByDialect<&'static [SqlPart<'static>]>,
    /// The effect of the statement.
    pub kind: StatementKind,
    /// The tables that the SQL names in braces.
    pub tables: &'static [&'static TableModel<'static>],
}

/// SQL that the program writes, with its parameters; the macro `sql!` creates it.
#[derive(Clone, Debug)]
#[must_use = "a query does nothing until it runs"]
pub struct RawQuery<const N: usize> {
    sql: &'static RawSql,
    params: Result<[Value<'static>; N], Error>,
}

/// The table of a query that concerns none, or several.
const NO_TABLE: &TableModel<'static> = &TableModel::NONE;

impl<const N: usize> RawQuery<N> {
    /// Creates a query; called by `sql!`.
    pub const fn new(sql: &'static RawSql, params: Result<[Value<'static>; N], Error>) -> Self {
        Self { sql, params }
    }

    /// Returns all rows.
    ///
    /// # Errors
    ///
    /// The errors of [`Connection::for_each`], and [`InvalidValue`](ErrorKind::InvalidValue) for a parameter that the database cannot
    /// represent.
    pub async fn all<R: FromRow + Send + 'static>(
        &self,
        connection: &mut impl Connection,
    ) -> Result<Vec<R>, Error> {
        let mut rows = Vec::new();
        let push = |row| {
            rows.push(row);
            ControlFlow::Continue(())
        };
        self.for_each(connection, push).await?;
        Ok(rows)
    }

    /// Returns the first row, if any.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all).
    pub async fn first<R: FromRow + Send + 'static>(
        &self,
        connection: &mut impl Connection,
    ) -> Result<Option<R>, Error> {
        let (statement, params) = self.statement(connection.dialect())?;
        first(connection, statement, params).await
    }

    /// Calls `each` with one row at a time; the memory does not grow with the number of rows.
    ///
    /// # Errors
    ///
    /// As [`all`](Self::all); `each` was called with the rows before the error.
    pub async fn for_each<R: FromRow + Send + 'static>(
        &self,
        connection: &mut impl Connection,
        each: impl FnMut(R) -> ControlFlow<()> + Send,
    ) -> Result<(), Error> {
        let (statement, params) = self.statement(connection.dialect())?;
        connection.for_each(statement, params, each).await
    }

    /// Runs the SQL and returns the number of rows that it inserted, updated or deleted.
    ///
    /// # Errors
    ///
    /// The errors of [`Connection::execute`], and [`InvalidValue`](ErrorKind::InvalidValue) for a parameter that the database cannot
    /// represent.
    pub async fn execute(&self, connection: &mut impl Connection) -> Result<u64, Error> {
        let (statement, params) = self.statement(connection.dialect())?;
        connection.execute(statement, params).await
    }

    /// Returns the statement for an engine and its parameters.
    ///
    /// # Errors
    ///
    /// [`InvalidValue`](ErrorKind::InvalidValue) for a parameter that the database cannot represent.
    pub fn statement(&self, dialect: Dialect) -> Result<(Statement, Params<'_>), Error> {
        match &self.params {
            Ok(params) => Ok((self.sql.statement(dialect), Params::all(params))),
            Err(error) => Err(error.clone()),
        }
    }

    /// Returns the SQL for an engine.
    pub fn sql(&self, dialect: Dialect) -> &'static str {
        self.sql.sql[dialect.index()]
    }

    /// Returns the parts of the SQL for an engine.
    pub(in crate::exec) fn parts(&self, dialect: Dialect) -> &'static [SqlPart<'static>] {
        self.sql.parts[dialect.index()]
    }

    /// Returns the statement for each engine and its parameters, for a batch.
    pub(in crate::exec) fn into_statements(
        self,
    ) -> Result<(ByDialect<Statement>, Vec<Value<'static>>), Error> {
        let statements = Dialect::ALL.map(|dialect| self.sql.statement(dialect));
        Ok((statements, self.params?.into()))
    }
}

impl RawSql {
    fn statement(&self, dialect: Dialect) -> Statement {
        Statement::new(self.sql[dialect.index()], "sql", self.kind, self.table())
    }

    /// Returns the table that errors concern: the only one that the SQL names in braces.
    fn table(&self) -> &'static TableModel<'static> {
        match self.tables {
            [first, others @ ..] if others.iter().all(|other| other == first) => first,
            _ => NO_TABLE,
        }
    }
}

/// A value that can be a parameter of a [`RawQuery`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter of `sql!`",
    label = "not a column type, `&str` or `&[u8]`",
    note = "pass a value of a type that a column can have, such as `i64`, `String` or a type that derives `Field`"
)]
pub trait RawParam {
    /// Returns the value.
    ///
    /// # Errors
    ///
    /// [`InvalidValue`](ErrorKind::InvalidValue) for a value that the database cannot represent.
    fn to_raw(&self) -> Result<Value<'static>, Error>;
}

impl<T: Field> RawParam for T {
    fn to_raw(&self) -> Result<Value<'static>, Error> {
        const {
            assert!(
                !matches!(T::TYPE, SqlType::Decimal { .. } | SqlType::U64),
                "a decimal or `u64` has the digits of its column, which SQL that you write does not name: pass an `i64` or text, and \
                 convert it in the SQL, or declare the query with `#[query(…)]`"
            );
        }
        let value =
            self.to_value().map_err(|error| Error::new(ErrorKind::InvalidValue, error.to_string()))?;
        Ok(value.into_owned())
    }
}

impl RawParam for &str {
    fn to_raw(&self) -> Result<Value<'static>, Error> {
        Ok(Value::Text((*self).to_owned().into()))
    }
}

impl RawParam for &[u8] {
    fn to_raw(&self) -> Result<Value<'static>, Error> {
        Ok(Value::Bytes(self.to_vec().into()))
    }
}
