//! Inserts many rows by way of a bulk load, all or none.

use std::iter;

use store_core::schema::TableModel;
use store_core::{
    BulkInsertSql, Dialect, Error, Params, SchemaOverride, TableValues, Value, Write, WriteKind,
};
use tiberius::TokenRow;

use super::{Operation, RetrySafety, wrong_engine};
use crate::session::{Driver, Session};
use crate::value::{encode_owned, is_loadable, staged};

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
        let count = self.stage(session, sql).await?;
        session.execute(&sql.insert, table, Params::all(&[])).await?;
        session.batch(&sql.drop_staging).await.map_err(in_table)?;
        Ok(count)
    }

    /// Copies the rows into the temporary table; returns their number.
    async fn stage<D: Driver>(
        &mut self,
        session: &mut Session<D>,
        sql: &BulkInsertSql,
    ) -> Result<u64, Error> {
        let Self { write, first, rest, is_rest_taken } = self;
        let table = write.table;
        let encoder = RowEncoder { table, columns: write.inserted().collect(), sql };
        let taken = i64::try_from(first.len()).unwrap_or(i64::MAX);
        let first = first.iter().zip(1..).map(|(row, number)| encoder.encode(row, number));
        let rest = iter::from_fn(|| {
            *is_rest_taken = true;
            rest.next()
        });
        let mut rows = first.chain(rest.zip(taken + 1..).map(|(row, number)| encoder.encode(&row, number)));
        let mut count = 0;
        loop {
            let mut large = LargeRows::default();
            let mut loaded = iter::from_fn(|| large.skip(&mut rows)).peekable();
            if loaded.peek().is_some() {
                count += session.bulk_load(sql, table, loaded).await?;
            }
            for values in &large.rows {
                session.execute(&sql.insert_staged, table, Params::all(values)).await?;
                count += 1;
            }
            if !large.is_full() {
                return Ok(count);
            }
        }
    }
}

/// A row of the temporary table.
enum StagedRow {
    Loaded(TokenRow<'static>),
    /// A row with a value that is too large for a load, which a statement inserts.
    Large(Vec<Value<'static>>),
}

/// Large rows between the rows of a load, which are inserted after the load.
#[derive(Default)]
struct LargeRows {
    rows: Vec<Vec<Value<'static>>>,
    bytes: usize,
}

impl LargeRows {
    /// The size at which the load ends.
    const MAX_BYTES: usize = 4 << 20;

    fn is_full(&self) -> bool {
        self.bytes >= Self::MAX_BYTES
    }

    /// Returns the next row to load, and keeps the large ones before it. Returns `None` at the end of the rows, and when full.
    fn skip(
        &mut self,
        rows: &mut impl Iterator<Item = Result<StagedRow, Error>>,
    ) -> Option<Result<TokenRow<'static>, Error>> {
        while !self.is_full() {
            match rows.next()? {
                Ok(StagedRow::Large(values)) => {
                    self.bytes += values.iter().map(size).sum::<usize>();
                    self.rows.push(values);
                }
                Ok(StagedRow::Loaded(row)) => return Some(Ok(row)),
                Err(error) => return Some(Err(error)),
            }
        }
        None
    }
}

/// Returns the number of bytes in memory of a value that can be large.
fn size(value: &Value<'_>) -> usize {
    match value {
        Value::Text(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
        _ => 0,
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
    fn encode<R: TableValues>(&self, row: &R, number: i64) -> Result<StagedRow, Error> {
        let values = row.values()?;
        let values = || self.columns.iter().filter_map(|at| values.as_ref().get(*at));
        let number = self.sql.is_numbered.then_some(Value::I64(number));
        if !values().all(is_loadable) {
            let values = values().map(|value| staged(value).into_owned().into_owned());
            return Ok(StagedRow::Large(number.into_iter().chain(values).collect()));
        }
        let mut encoded = TokenRow::with_capacity(self.sql.columns.len());
        for value in number.iter().chain(values()) {
            let data = encode_owned(&staged(value));
            encoded.push(data.map_err(|error| Error::invalid_parameter(&error, value, self.table))?);
        }
        Ok(StagedRow::Loaded(encoded))
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
