//! Single statements: preparing, binding, running and reading.

use std::ops::ControlFlow;

use rusqlite::Statement as Prepared;
use store_core::schema::TableModel;
use store_core::{Error, FromRow, Params, Statement, Value};

use super::SqliteConnection;
use super::row::RusqliteRow;
use crate::error::{TableInFile, from_rusqlite, returns_rows, wrong_parameter_count};
use crate::value::encode;

impl SqliteConnection {
    /// Runs a statement that returns no rows; returns the number of rows that it changed.
    pub(crate) fn execute_now(&mut self, statement: &Statement, params: Params<'_>) -> Result<u64, Error> {
        self.execute_values(statement, params.iter())
    }

    pub(super) fn execute_values<'v>(
        &mut self,
        statement: &Statement,
        values: impl Iterator<Item = &'v Value<'v>>,
    ) -> Result<u64, Error> {
        self.check_transaction()?;
        tracing::trace!(statement = statement.name, table = statement.table.name, "execute");
        let before = self.as_rusqlite().total_changes();
        self.with_prepared(statement, |prepared, table| {
            // Refused before it runs: SQLite makes all changes before it returns the first row.
            if prepared.column_count() > 0 {
                return Err(returns_rows().with_table(statement.table.name));
            }
            bind(prepared, table, values)?;
            prepared.raw_execute().map(|_| ()).map_err(|error| from_rusqlite(error, Some(table)))
        })?;
        // `changes` is about the last statement that could change rows, which need not be this one.
        let connection = self.as_rusqlite();
        Ok(if connection.total_changes() == before { 0 } else { connection.changes() })
    }

    /// Runs a statement and passes its rows to `each` while it runs.
    pub(crate) fn for_each_now<T: FromRow>(
        &mut self,
        statement: &Statement,
        params: Params<'_>,
        mut each: impl FnMut(T) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        self.check_transaction()?;
        tracing::trace!(statement = statement.name, table = statement.table.name, "query");
        let read = self.with_prepared(statement, |prepared, table| {
            if prepared.readonly() {
                read_rows(prepared, table, params, |row| Ok(each(T::from_row(row)?))).map(Some)
            } else {
                Ok(None)
            }
        })?;
        if read.is_some() {
            return Ok(());
        }
        // SQLite makes all changes before it returns the first row, and checks foreign keys after the last one. A row that
        // cannot be decoded must roll the changes back; a `Break` of the caller must not, and still all rows are read.
        let mut flow = ControlFlow::Continue(());
        let each_until_break = |row: &RusqliteRow<'_, '_>| {
            let row = T::from_row(row)?;
            if flow.is_continue() {
                flow = each(row);
            }
            Ok(ControlFlow::Continue(()))
        };
        self.in_transaction(|connection| {
            connection.with_prepared(statement, |prepared, table| {
                read_rows(prepared, table, params, each_until_break)
            })
        })
    }

    /// Runs DDL statements in the open transaction.
    pub(crate) fn execute_ddl_now(&mut self, statements: &[&str]) -> Result<(), Error> {
        self.note_ddl();
        for sql in statements {
            let sql = self.schema_override.as_ref().map_or(*sql, |schema| schema.text(sql));
            self.as_rusqlite().execute_batch(sql).map_err(|error| from_rusqlite(error, None))?;
        }
        Ok(())
    }

    /// Runs one of this crate's own statements, which controls the transaction and concerns no table.
    pub(crate) fn execute_constant(&mut self, sql: &'static str) -> Result<(), Error> {
        self.statements
            .with(sql, None, |statement| statement.raw_execute())
            .flatten()
            .map(|_| ())
            .map_err(|error| from_rusqlite(error, None))
    }

    pub(super) fn with_prepared<R>(
        &mut self,
        statement: &Statement,
        run: impl FnOnce(&mut Prepared<'_>, TableInFile<'_>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let schema_override = self.schema_override.as_ref();
        let table = TableInFile { model: statement.table, schema_override };
        self.statements
            .with(statement.sql, schema_override, |prepared| run(prepared, table))
            .map_err(|error| from_rusqlite(error, Some(table)))?
    }
}

/// Binds the parameters, runs the statement and passes its rows to `each`.
#[inline]
pub(super) fn read_rows(
    prepared: &mut Prepared<'_>,
    table: TableInFile<'_>,
    params: Params<'_>,
    mut each: impl FnMut(&RusqliteRow<'_, '_>) -> Result<ControlFlow<()>, Error>,
) -> Result<(), Error> {
    bind(prepared, table, params.iter())?;
    let mut rows = prepared.raw_query();
    while let Some(row) = rows.next().map_err(|error| from_rusqlite(error, Some(table)))? {
        if each(&RusqliteRow(row))?.is_break() {
            break;
        }
    }
    Ok(())
}

fn bind<'v>(
    prepared: &mut Prepared<'_>,
    table: TableInFile<'_>,
    values: impl Iterator<Item = &'v Value<'v>>,
) -> Result<(), Error> {
    let model: &TableModel<'_> = table.model;
    let expected = prepared.parameter_count();
    let mut given = 0;
    for value in values {
        given += 1;
        // Surplus values are only counted, for the error.
        if given > expected {
            continue;
        }
        let encoded = encode(value).map_err(|error| Error::invalid_parameter(&error, value, model))?;
        prepared.raw_bind_parameter(given, encoded).map_err(|error| from_rusqlite(error, Some(table)))?;
    }
    if given == expected {
        Ok(())
    } else {
        Err(wrong_parameter_count(given, expected).with_table(model.name))
    }
}
