//! Runs single statements.

use std::ops::ControlFlow;

use rusqlite::Statement as Prepared;
use store_core::schema::TableModel;
use store_core::{Error, FromRow, Outcome, Params, Statement, Value, Write, WriteKind};

use crate::connection::SqliteConnection;
use crate::error::{from_rusqlite, returns_rows, wrong_count};
use crate::row::SqliteRow;
use crate::value::encode;

impl SqliteConnection {
    /// Runs a statement that gives no rows; tells how many it changed.
    pub(crate) fn run(&mut self, statement: &Statement, params: Params<'_>) -> Result<u64, Error> {
        let table = statement.table;
        self.execute_with(statement, |prepared| bind(prepared, table, params.iter()))
    }

    fn execute_with(
        &mut self,
        statement: &Statement,
        bind: impl FnOnce(&mut Prepared<'_>) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        self.check_not_lost()?;
        tracing::trace!(statement = statement.name, table = statement.table.name, "execute");
        let table = Some(statement.table);
        let before = self.as_rusqlite().total_changes();
        self.prepared(statement, |prepared| {
            // It would have changed its rows by the time that the first one of them is refused.
            if prepared.column_count() > 0 {
                return Err(returns_rows().with_table(statement.table.name));
            }
            bind(prepared)?;
            prepared.raw_execute().map_err(|error| from_rusqlite(error, table)).map(|_| ())
        })?;
        // SQLite counts for the last statement that could change rows, which need not be this one.
        let connection = self.as_rusqlite();
        Ok(if connection.total_changes() == before { 0 } else { connection.changes() })
    }

    fn prepared<R>(
        &mut self,
        statement: &Statement,
        run: impl FnOnce(&mut Prepared<'_>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        self.statements
            .with(statement.sql, self.schema.as_ref(), run)
            .map_err(|error| from_rusqlite(error, Some(statement.table)))?
    }

    /// Runs a statement and hands out its rows as they come, or, when it changes data, after all is done.
    pub(crate) fn for_each_row<T: FromRow>(
        &mut self,
        statement: &Statement,
        params: Params<'_>,
        mut each: impl FnMut(T) -> ControlFlow<()>,
    ) -> Result<(), Error> {
        self.check_not_lost()?;
        tracing::trace!(statement = statement.name, table = statement.table.name, "query");
        let read = self.prepared(statement, |prepared| {
            if prepared.readonly() {
                step_through(prepared, statement, params, &mut each).map(Some)
            } else {
                Ok(None)
            }
        })?;
        if read.is_some() {
            return Ok(());
        }
        // A row that cannot be read must undo the change, and a caller that breaks off must not.
        let rows = self.within(|connection| {
            let mut rows = Vec::new();
            let push = |row| {
                rows.push(row);
                ControlFlow::Continue(())
            };
            connection.prepared(statement, |prepared| step_through(prepared, statement, params, push))?;
            Ok(rows)
        })?;
        let _ = rows.into_iter().try_for_each(&mut each);
        Ok(())
    }

    /// Writes one row.
    pub(crate) fn write_row(&mut self, write: &Write, values: &[Value<'_>]) -> Result<Outcome, Error> {
        match write.kind {
            WriteKind::Insert => {
                self.run_row(write, "insert", write.sql.insert(), values).map(|_| Outcome::Inserted)
            }
            WriteKind::InsertIfAbsent => {
                let changed =
                    self.run_row(write, "insert_if_absent", write.key.insert_if_absent(), values)?;
                Ok(if changed > 0 { Outcome::Inserted } else { Outcome::Existing })
            }
            WriteKind::Update => {
                let hit = self.update_row(write, values)?;
                Ok(if hit { Outcome::Updated } else { Outcome::Missing })
            }
            WriteKind::Upsert => self.upsert_row(write, values),
        }
    }

    /// SQLite's upsert does not tell which of the two it did, so the update is tried first. A row that is there,
    /// the usual case, costs that one statement.
    fn upsert_row(&mut self, write: &Write, values: &[Value<'_>]) -> Result<Outcome, Error> {
        if write.merges() {
            return self.within(|connection| connection.merge_row(write, values));
        }
        if self.update_row(write, values)? {
            return Ok(Outcome::Updated);
        }
        if !self.as_rusqlite().is_autocommit() {
            // The update has taken the write lock: nobody can have inserted since.
            return self.upsert_missing(write, values);
        }
        self.within(|connection| {
            if connection.update_row(write, values)? {
                return Ok(Outcome::Updated);
            }
            connection.upsert_missing(write, values)
        })
    }

    /// An upsert that adds to the row that is there.
    fn merge_row(&mut self, write: &Write, values: &[Value<'_>]) -> Result<Outcome, Error> {
        if self.run_row(write, "insert_if_absent", write.key.insert_if_absent(), values)? > 0 {
            return Ok(Outcome::Inserted);
        }
        self.run_row(write, "upsert", write.key.upsert(), values).map(|_| Outcome::Updated)
    }

    fn upsert_missing(&mut self, write: &Write, values: &[Value<'_>]) -> Result<Outcome, Error> {
        self.run_row(write, "upsert", write.key.upsert(), values).map(|_| Outcome::Inserted)
    }

    fn update_row(&mut self, write: &Write, values: &[Value<'_>]) -> Result<bool, Error> {
        let order = write.key.update_order();
        let statement = write.statement("update", write.key.update());
        let changed = self.execute_with(&statement, |prepared| {
            bind(prepared, write.table, order.filter_map(|at| values.get(at)))
        })?;
        Ok(changed > 0)
    }

    fn run_row(
        &mut self,
        write: &Write,
        name: &'static str,
        sql: &'static str,
        values: &[Value<'_>],
    ) -> Result<u64, Error> {
        self.execute_with(&write.statement(name, sql), |prepared| bind(prepared, write.table, values.iter()))
    }

    /// Runs statements that create and drop, in the transaction that is open.
    pub(crate) fn run_all(&mut self, statements: &[&str]) -> Result<(), Error> {
        for sql in statements {
            let text = self.schema.as_ref().map_or(*sql, |schema| schema.text(sql));
            self.as_rusqlite().execute_batch(text).map_err(|error| from_rusqlite(error, None))?;
        }
        Ok(())
    }
}

fn step_through<T: FromRow>(
    prepared: &mut Prepared<'_>,
    statement: &Statement,
    params: Params<'_>,
    mut each: impl FnMut(T) -> ControlFlow<()>,
) -> Result<(), Error> {
    let table = statement.table;
    bind(prepared, table, params.iter())?;
    let mut rows = prepared.raw_query();
    while let Some(row) = rows.next().map_err(|error| from_rusqlite(error, Some(table)))? {
        if each(T::from_row(&SqliteRow(row))?).is_break() {
            break;
        }
    }
    Ok(())
}

fn bind<'v>(
    prepared: &mut Prepared<'_>,
    table: &TableModel<'_>,
    params: impl Iterator<Item = &'v Value<'v>>,
) -> Result<(), Error> {
    let wanted = prepared.parameter_count();
    let mut given = 0;
    for value in params {
        given += 1;
        if given > wanted {
            continue;
        }
        let encoded = encode(value).map_err(|error| Error::unbindable(&error, value, table))?;
        prepared.raw_bind_parameter(given, encoded).map_err(|error| from_rusqlite(error, Some(table)))?;
    }
    if given == wanted { Ok(()) } else { Err(wrong_count(table, given, wanted)) }
}
