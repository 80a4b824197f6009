//! Inserts many rows, all or none, and returns the row that each insert returns.

use std::marker::PhantomData;
use std::ops::ControlFlow;

use store_core::schema::TableModel;
use store_core::{Error, FromRow, Params, SchemaOverride, Value, Write};

use super::json_rows::Chunk;
use super::row::MssqlRow;
use super::write::row_statement;
use super::write_many::chunk_statement;
use super::{Operation, RetrySafety, in_schema};
use crate::babelfish::Product;
use crate::session::{Driver, Session};

/// Inserts many rows, all or none, and returns the row that each insert returns.
pub(crate) struct InsertMany<'v, T> {
    rows: InsertedRows<'v>,
    returned: PhantomData<fn() -> T>,
}

/// Rows that are inserted into a table whose inserts return a row.
pub(super) struct InsertedRows<'v> {
    pub(super) write: Write,
    pub(super) rows: &'v [&'v [Value<'v>]],
    pub(super) chunks: &'v [Chunk],
}

impl<'v, T: FromRow + Send + 'static> InsertMany<'v, T> {
    pub(crate) fn new(write: Write, rows: &'v [&'v [Value<'v>]], chunks: &'v [Chunk]) -> Self {
        Self { rows: InsertedRows { write, rows, chunks }, returned: PhantomData }
    }
}

impl InsertedRows<'_> {
    /// Inserts all rows or none, and passes the row that each insert returns to `each`, in the order of the rows.
    pub(super) async fn insert<D: Driver>(
        &self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
        mut each: impl FnMut(&MssqlRow<'_>) -> Result<(), Error> + Send,
    ) -> Result<(), Error> {
        session.begin().await?;
        let inserted = if in_chunks(session.product(), self.chunks) {
            self.insert_chunks(session, schema, &mut each).await
        } else {
            self.insert_each(session, schema, &mut each).await
        };
        // Each row has one result, or the results could not be assigned to the rows.
        let inserted =
            inserted.and_then(|count| if count == self.rows.len() { Ok(()) } else { Err(Write::no_row()) });
        session.finish(inserted).await
    }

    async fn insert_each<D: Driver>(
        &self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
        each: &mut (impl FnMut(&MssqlRow<'_>) -> Result<(), Error> + Send),
    ) -> Result<usize, Error> {
        let sql = in_schema(schema, row_statement(&self.write));
        let order: Vec<usize> = self.write.inserted().collect();
        let mut count = 0;
        for row in self.rows {
            count += self.query(session, sql, Params::ordered(row, &order), each).await?;
        }
        Ok(count)
    }

    async fn insert_chunks<D: Driver>(
        &self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
        each: &mut (impl FnMut(&MssqlRow<'_>) -> Result<(), Error> + Send),
    ) -> Result<usize, Error> {
        let mut count = 0;
        for chunk in self.chunks {
            let (sql, params) = chunk_statement(&self.write, chunk)?;
            count += self.query(session, in_schema(schema, sql), Params::all(&params), each).await?;
        }
        Ok(count)
    }

    /// Runs an insert; returns the number of rows that it returned.
    async fn query<D: Driver>(
        &self,
        session: &mut Session<D>,
        sql: &str,
        params: Params<'_>,
        each: &mut (impl FnMut(&MssqlRow<'_>) -> Result<(), Error> + Send),
    ) -> Result<usize, Error> {
        let (mut count, mut failure) = (0, None);
        let read = |row: &tiberius::Row| match each(&MssqlRow(row)) {
            Ok(()) => {
                count += 1;
                ControlFlow::Continue(())
            }
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        };
        session.query(sql, self.write.table, params, read).await?;
        failure.map_or(Ok(count), Err)
    }
}

/// Returns whether the server inserts chunks of rows: whether it reads their JSON correctly, and returns values in order.
pub(super) fn in_chunks(product: Product, chunks: &[Chunk]) -> bool {
    product.orders_inserts() && chunks.iter().all(|chunk| product.reads_json(&chunk.json))
}

impl<T: FromRow + Send + 'static> Operation for InsertMany<'_, T> {
    type Output = Vec<T>;

    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>) {
        let write = &self.rows.write;
        (write.kind.name_of_many(), Some(write.table))
    }

    fn retry_safety(&self) -> RetrySafety {
        RetrySafety::default()
    }

    async fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<Vec<T>, Error> {
        let mut returned = Vec::with_capacity(self.rows.rows.len());
        let push = |row: &MssqlRow<'_>| T::from_row(row).map(|row| returned.push(row));
        self.rows.insert(session, schema, push).await?;
        Ok(returned)
    }

    fn row_count(&self, output: &Vec<T>) -> u64 {
        output.len() as u64
    }
}
