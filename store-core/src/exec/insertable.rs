//! Structs that can be inserted, and the results of their inserts.

use std::future::Future;

use super::batch::ByDialect;
use super::connection_ext::first;
use super::{Batch, BatchSlot, Connection, Params, Write};
use crate::error::Error;
use crate::statements::{Table, TableValues};
use crate::types::Field;

/// A struct that can be inserted into a table: the struct of the table, or, if the database makes the values of some columns,
/// the struct that `#[table(insert as …)]` declares, which does not have these columns.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be inserted",
    label = "not a struct for inserts",
    note = "if the database makes the values of some columns, insert the struct that the table declares with `#[table(insert as …)]`; a view is read-only"
)]
pub trait Insertable: TableValues {
    /// The struct of the table.
    type Table: Table;

    /// The result of an insert: the value that the database makes for a column of the primary key, or nothing.
    type Returned: Returned;
}

impl<R: Insertable> Insertable for &R {
    type Table = R::Table;
    type Returned = R::Returned;
}

/// The result of an insert: nothing, or the value that the database makes for a column of the primary key.
pub trait Returned: Sized + Send + 'static {
    /// The results of the inserts of many rows, in the order of the rows.
    type Many: Send;

    /// Inserts a row.
    ///
    /// # Errors
    ///
    /// As [`Connection::write`].
    fn insert<C, R>(
        connection: &mut C,
        write: Write,
        row: &R,
    ) -> impl Future<Output = Result<Self, Error>> + Send
    where
        C: Connection + ?Sized,
        R: TableValues;

    /// Inserts rows, all or none.
    ///
    /// # Errors
    ///
    /// As [`Connection::write_many`].
    fn insert_many<C, R>(
        connection: &mut C,
        write: Write,
        rows: &[R],
    ) -> impl Future<Output = Result<Self::Many, Error>> + Send
    where
        C: Connection + ?Sized,
        R: TableValues;

    /// Adds the insert of a row to a batch.
    fn add_insert<'a, R>(batch: &mut Batch<'a>, writes: ByDialect<Write>, row: &'a R) -> BatchSlot<Self>
    where
        R: TableValues;

    /// Adds the insert of rows to a batch.
    fn add_insert_many<'a, R>(
        batch: &mut Batch<'a>,
        writes: ByDialect<Write>,
        rows: impl IntoIterator<Item = &'a R>,
    ) -> BatchSlot<Self::Many>
    where
        R: TableValues + 'a;
}

impl Returned for () {
    type Many = ();

    async fn insert<C, R>(connection: &mut C, write: Write, row: &R) -> Result<Self, Error>
    where
        C: Connection + ?Sized,
        R: TableValues,
    {
        connection.write(write, row).await.map(|_| ())
    }

    async fn insert_many<C, R>(connection: &mut C, write: Write, rows: &[R]) -> Result<(), Error>
    where
        C: Connection + ?Sized,
        R: TableValues,
    {
        connection.write_many(write, rows).await.map(|_| ())
    }

    fn add_insert<'a, R>(batch: &mut Batch<'a>, writes: ByDialect<Write>, row: &'a R) -> BatchSlot<Self>
    where
        R: TableValues,
    {
        batch.add_insert(writes, row)
    }

    fn add_insert_many<'a, R>(
        batch: &mut Batch<'a>,
        writes: ByDialect<Write>,
        rows: impl IntoIterator<Item = &'a R>,
    ) -> BatchSlot<()>
    where
        R: TableValues + 'a,
    {
        batch.add_insert_many(writes, rows)
    }
}

impl<T: Field + Send + 'static> Returned for T {
    type Many = Vec<T>;

    async fn insert<C, R>(connection: &mut C, write: Write, row: &R) -> Result<Self, Error>
    where
        C: Connection + ?Sized,
        R: TableValues,
    {
        let values = row.values()?;
        let order: Vec<usize> = write.inserted().collect();
        let statement = write.statement("insert", write.sql.insert());
        let made: Option<(T,)> =
            first(connection, statement, Params::ordered(values.as_ref(), &order)).await?;
        made.map(|(made,)| made).ok_or_else(Write::no_row)
    }

    async fn insert_many<C, R>(connection: &mut C, write: Write, rows: &[R]) -> Result<Vec<T>, Error>
    where
        C: Connection + ?Sized,
        R: TableValues,
    {
        let made: Vec<(T,)> = connection.insert_many_returning(write, rows).await?;
        Ok(made.into_iter().map(|(made,)| made).collect())
    }

    fn add_insert<'a, R>(batch: &mut Batch<'a>, writes: ByDialect<Write>, row: &'a R) -> BatchSlot<Self>
    where
        R: TableValues,
    {
        batch.add_insert_returning(writes, row)
    }

    fn add_insert_many<'a, R>(
        batch: &mut Batch<'a>,
        writes: ByDialect<Write>,
        rows: impl IntoIterator<Item = &'a R>,
    ) -> BatchSlot<Vec<T>>
    where
        R: TableValues + 'a,
    {
        batch.add_insert_many_returning(writes, rows)
    }
}
