//! Runs declared statements.

use std::marker::PhantomData;
use std::ops::ControlFlow;

use store_core::schema::TableModel;
use store_core::{Error, FromRow, Params, SchemaOverride, Statement};

use super::row::MssqlRow;
use super::{Operation, RetrySafety, in_schema, with_only_column};
use crate::session::{Driver, Session};

/// Runs a statement that returns no rows.
pub(crate) struct Execute<'p> {
    pub(crate) statement: Statement,
    pub(crate) params: Params<'p>,
}

impl Operation for Execute<'_> {
    type Output = u64;

    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>) {
        (self.statement.name, Some(self.statement.table))
    }

    fn retry_safety(&self) -> RetrySafety {
        RetrySafety::default()
    }

    async fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<u64, Error> {
        let sql = in_schema(schema, self.statement.sql);
        let executed = session.execute(sql, self.statement.table, self.params).await;
        executed.map_err(|error| with_calculated_column(error, &self.statement))
    }

    fn row_count(&self, output: &u64) -> u64 {
        *output
    }
}

/// Runs a statement and passes its rows to a closure.
pub(crate) struct ForEach<'p, F, T> {
    statement: Statement,
    params: Params<'p>,
    each: F,
    delivered: u64,
    row: PhantomData<fn() -> T>,
}

impl<'p, F, T> ForEach<'p, F, T> {
    pub(crate) fn new(statement: Statement, params: Params<'p>, each: F) -> Self {
        Self { statement, params, each, delivered: 0, row: PhantomData }
    }
}

impl<T, F> Operation for ForEach<'_, F, T>
where
    T: FromRow + Send + 'static,
    F: FnMut(T) -> ControlFlow<()> + Send,
{
    type Output = ();

    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>) {
        (self.statement.name, Some(self.statement.table))
    }

    fn retry_safety(&self) -> RetrySafety {
        let repeatable = self.statement.kind.is_read();
        RetrySafety { rows_passed: self.delivered > 0, repeatable, lookup_key: None }
    }

    async fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<(), Error> {
        let Self { statement, params, each, delivered, .. } = self;
        let deliver = |row: &MssqlRow<'_>| {
            let row = T::from_row(row)?;
            *delivered += 1;
            Ok(each(row))
        };
        read_rows(session, schema, statement, *params, deliver).await
    }

    fn row_count(&self, (): &()) -> u64 {
        self.delivered
    }
}

/// Runs a statement and passes its rows to `each`, until the last one or until `each` breaks or fails.
pub(super) async fn read_rows<D: Driver>(
    session: &mut Session<D>,
    schema: Option<&SchemaOverride>,
    statement: &Statement,
    params: Params<'_>,
    mut each: impl FnMut(&MssqlRow<'_>) -> Result<ControlFlow<()>, Error> + Send,
) -> Result<(), Error> {
    let mut failure = None;
    let each = |row: &tiberius::Row| match each(&MssqlRow(row)) {
        Ok(flow) => flow,
        Err(error) => {
            failure = Some(error);
            ControlFlow::Break(())
        }
    };
    let queried = session.query(in_schema(schema, statement.sql), statement.table, params, each).await;
    queried.map_err(|error| with_calculated_column(error, statement))?;
    failure.map_or(Ok(()), Err)
}

/// Names the column whose calculated value is out of range.
pub(super) fn with_calculated_column(error: Error, statement: &Statement) -> Error {
    with_only_column(error, statement.table, statement.calculates.iter().copied())
}
