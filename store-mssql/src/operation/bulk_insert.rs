//! Inserts many rows by way of a bulk load, all or none.

use std::iter;

use store_core::schema::TableModel;
use store_core::{BulkInsertSql, Dialect, Error, Params, SchemaOverride, TableValues, Write, WriteKind};
use tiberius::TokenRow;

use super::{Operation, RetrySafety, wrong_engine};
use crate::session::{Driver, Session};
use crate::value::encode_owned;

/// Inserts many rows by way of a bulk load, all or none.
///
/// The rows are loaded into a temporary table, since a load into the table itself would report other errors than an insert, such as
/// for a value that is too long.
pub(crate) struct BulkInsert<I: Iterator> {
    write: Write,
    /// The rows that were taken from the iterator before the first attempt.
    first: Vec<I::Item>,
    rest: I,
    /// Whether an attempt has taken rows from `rest`.
    is_rest_taken: bool,
}

impl<I: Iterator<Item: TableValues> + Send> BulkInsert<I> {
    pub(crate) fn new(write: Write, first: Vec<I::Item>, rest: I) -> Self {
        Self { write, first, rest, is_rest_taken: false }
    }

    async fn insert<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        sql: &BulkInsertSql,
    ) -> Result<u64, Error> {
        let table = self.write.table;
        let in_table = |error: Error| error.with_table(table.name);
        session.batch(&sql.create_staging).await.map_err(in_table)?;
        let encoder = RowEncoder { table, columns: self.write.inserted().collect(), sql };
        let Self { first, rest, is_rest_taken, .. } = self;
        let count = i64::try_from(first.len()).unwrap_or(i64::MAX);
        let first = first.iter().zip(1..).map(|(row, number)| encoder.encode(row, number));
        let rest = iter::from_fn(|| {
            *is_rest_taken = true;
            rest.next()
        });
        let rest = rest.zip(count + 1..).map(|(row, number)| encoder.encode(&row, number));
        let count = session.bulk_load(sql, table, first.chain(rest)).await?;
        session.execute(&sql.insert, table, Params::all(&[])).await?;
        session.batch(&sql.drop_staging).await.map_err(in_table)?;
        Ok(count)
    }
}

/// Encodes rows for the temporary table.
struct RowEncoder<'s> {
    table: &'static TableModel<'static>,
    /// The positions of the columns in the table.
    columns: Vec<usize>,
    sql: &'s BulkInsertSql,
}

impl RowEncoder<'_> {
    /// Encodes the row with this number.
    fn encode<R: TableValues>(&self, row: &R, number: i64) -> Result<TokenRow<'static>, Error> {
        let values = row.values()?;
        let mut encoded = TokenRow::with_capacity(self.sql.columns.len());
        if self.sql.is_numbered {
            encoded.push(tiberius::ColumnData::I64(Some(number)));
        }
        for value in self.columns.iter().filter_map(|at| values.as_ref().get(*at)) {
            let data = encode_owned(value);
            encoded.push(data.map_err(|error| Error::invalid_parameter(&error, value, self.table))?);
        }
        Ok(encoded)
    }
}

impl<I: Iterator<Item: TableValues> + Send> Operation for BulkInsert<I> {
    type Output = u64;

    fn name(&self) -> (&'static str, Option<&'static TableModel<'static>>) {
        let name = match self.write.kind {
            WriteKind::InsertVerbatim => "bulk_insert_verbatim",
            _ => "bulk_insert",
        };
        (name, Some(self.write.table))
    }

    /// The last rows are taken before the commit, so an attempt that can be repeated has had no effect.
    fn retry_safety(&self) -> RetrySafety {
        RetrySafety { rows_passed: self.is_rest_taken, repeatable: true, lookup_key: None }
    }

    async fn run<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        schema: Option<&SchemaOverride>,
    ) -> Result<u64, Error> {
        let sql = self.write.bulk_insert_sql(Dialect::Mssql, schema).ok_or_else(wrong_engine)?;
        session.begin().await?;
        let inserted = self.insert(session, &sql).await;
        session.finish(inserted).await
    }

    fn row_count(&self, count: &u64) -> u64 {
        *count
    }
}
