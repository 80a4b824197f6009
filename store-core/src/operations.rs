//! What every connection can do with every table.

use std::future::Future;
use std::ops::ControlFlow;

use crate::advice::Advice;
use crate::connection::{Connection, Outcome, Transactional, Write, WriteKind};
use crate::drift::{Drift, RepairPlan};
use crate::error::Error;
use crate::row::FromRow;
use crate::statement::{Params, Statement};
use crate::table::{Table, UniqueKey};
use crate::transaction::Transaction;

/// What every connection can do with every table.
///
/// Each call is one round trip and atomic. Errors are those of [`Connection::write`] for calls that write,
/// and those of [`Connection::for_each`] for calls that read.
pub trait ConnectionExt: Connection {
    /// Creates the schema, the table and its indexes, those that are not there.
    ///
    /// # Errors
    ///
    /// [`AlreadyExists`](crate::ErrorKind::AlreadyExists) on SQLite, when another struct's table has the name in the file, or
    /// another table an index of the name; [`InvalidDefinition`](crate::ErrorKind::InvalidDefinition) when a delete would reach a
    /// table in two ways; and what the engine reports, as a lack of permission.
    fn create<T: Table>(&mut self) -> impl Future<Output = Result<(), Error>> + Send {
        async move {
            // SQLite is silent about a table or an index that it does not make. It is asked first, reads of some microseconds
            // before the transaction of what follows: a table without its unique key takes rows that nobody can tell apart any
            // more, and in the table of another struct the rows of both mix.
            crate::drift::may_be_created::<T, Self>(self).await?;
            let statements: Vec<&'static str> = T::SQL.of(self.dialect()).create().collect();
            self.execute_ddl(&statements).await
        }
    }

    /// Drops the table if it is there, with all its rows.
    ///
    /// # Errors
    ///
    /// [`ForeignKeyViolation`](crate::ErrorKind::ForeignKeyViolation) when another table refers to it;
    /// [`AlreadyExists`](crate::ErrorKind::AlreadyExists) on SQLite, when another struct's table has the name in the file; and
    /// what else the engine reports.
    fn drop_table<T: Table>(&mut self) -> impl Future<Output = Result<(), Error>> + Send {
        async move {
            crate::drift::is_own::<T, Self>(self).await?;
            let sql = T::SQL.of(self.dialect());
            self.execute_ddl(&[sql.drop_table()]).await
        }
    }

    /// How the table in the database differs from the struct, part by part: its columns, keys, indexes, checks and
    /// references. Nothing when it does not.
    ///
    /// It reads the catalog and changes nothing.
    ///
    /// # Errors
    ///
    /// What the engine reports, as a lack of permission.
    fn drift<T: Table>(&mut self) -> impl Future<Output = Result<Vec<Drift>, Error>> + Send {
        crate::drift::of::<T, Self>(self)
    }

    /// What makes the table in the database as the struct has it, where [`drift`](Self::drift) finds that it is not.
    ///
    /// It reads the catalog and changes nothing; [`Connection::execute_ddl`] runs the statements.
    ///
    /// # Errors
    ///
    /// What the engine reports, as a lack of permission.
    fn plan_repair<T: Table>(&mut self) -> impl Future<Output = Result<RepairPlan, Error>> + Send {
        crate::drift::plan_repair::<T, Self>(self, &[])
    }

    /// As [`plan_repair`](Self::plan_repair), and drops indexes of these names that the struct does not know.
    ///
    /// # Errors
    ///
    /// As [`plan_repair`](Self::plan_repair).
    fn plan_repair_dropping<T: Table>(
        &mut self,
        indexes: &'static [&'static str],
    ) -> impl Future<Output = Result<RepairPlan, Error>> + Send {
        crate::drift::plan_repair::<T, Self>(self, indexes)
    }

    /// Settings of the database that could be better; nothing when none could.
    ///
    /// # Errors
    ///
    /// What the engine reports, as a lack of permission.
    fn advice(&mut self) -> impl Future<Output = Result<Vec<Advice>, Error>> + Send {
        crate::advice::of(self)
    }

    /// Inserts a row.
    ///
    /// # Errors
    ///
    /// [`UniqueViolation`](crate::ErrorKind::UniqueViolation) when a key is taken; else as [`Connection::write`].
    fn insert<T: Table>(&mut self, row: &T) -> impl Future<Output = Result<(), Error>> + Send {
        async move {
            let write = by(self, UniqueKey::<T>::PRIMARY, WriteKind::Insert);
            self.write(write, row).await.map(|_| ())
        }
    }

    /// Inserts a row unless one with the same primary key is there.
    ///
    /// # Errors
    ///
    /// [`UniqueViolation`](crate::ErrorKind::UniqueViolation) when another key is taken; else as
    /// [`Connection::write`].
    fn insert_if_absent<T: Table>(&mut self, row: &T) -> impl Future<Output = Result<Outcome, Error>> + Send {
        self.insert_if_absent_by(row, UniqueKey::PRIMARY)
    }

    /// Inserts a row unless one with the same `key` is there.
    ///
    /// # Errors
    ///
    /// As [`insert_if_absent`](Self::insert_if_absent).
    fn insert_if_absent_by<T: Table>(
        &mut self,
        row: &T,
        key: UniqueKey<T>,
    ) -> impl Future<Output = Result<Outcome, Error>> + Send {
        let write = by(self, key, WriteKind::InsertIfAbsent);
        self.write(write, row)
    }

    /// Inserts a row, or updates the one with the same primary key, and tells which of the two it was.
    ///
    /// # Errors
    ///
    /// [`UniqueViolation`](crate::ErrorKind::UniqueViolation) when another key is taken; else as
    /// [`Connection::write`].
    fn upsert<T: Table>(&mut self, row: &T) -> impl Future<Output = Result<Outcome, Error>> + Send {
        self.upsert_by(row, UniqueKey::PRIMARY)
    }

    /// Inserts a row, or updates the one with the same `key`, whose primary key stays as it is.
    ///
    /// # Errors
    ///
    /// As [`upsert`](Self::upsert).
    fn upsert_by<T: Table>(
        &mut self,
        row: &T,
        key: UniqueKey<T>,
    ) -> impl Future<Output = Result<Outcome, Error>> + Send {
        let write = by(self, key, WriteKind::Upsert);
        self.write(write, row)
    }

    /// Updates the row with the same primary key; tells whether there was one.
    ///
    /// # Errors
    ///
    /// As [`Connection::write`].
    fn update<T: Table>(&mut self, row: &T) -> impl Future<Output = Result<bool, Error>> + Send {
        async move {
            let write = by(self, UniqueKey::<T>::PRIMARY, WriteKind::Update);
            Ok(self.write(write, row).await? == Outcome::Updated)
        }
    }

    /// Inserts rows, all or none.
    ///
    /// References between rows are checked after each 1,000 rows of the call, so that a row may refer to a later one among them.
    ///
    /// # Errors
    ///
    /// As [`insert`](Self::insert).
    fn insert_many<T: Table>(&mut self, rows: &[T]) -> impl Future<Output = Result<(), Error>> + Send {
        async move {
            let write = by(self, UniqueKey::<T>::PRIMARY, WriteKind::Insert);
            self.write_many(write, rows).await.map(|_| ())
        }
    }

    /// Inserts those rows whose `key` is not there yet; one outcome per row, all or none. References are checked as by
    /// [`insert_many`](Self::insert_many).
    ///
    /// # Errors
    ///
    /// As [`insert_if_absent`](Self::insert_if_absent).
    fn insert_many_if_absent<T: Table>(
        &mut self,
        rows: &[T],
        key: UniqueKey<T>,
    ) -> impl Future<Output = Result<Vec<Outcome>, Error>> + Send {
        let write = by(self, key, WriteKind::InsertIfAbsent);
        self.write_many(write, rows)
    }

    /// Inserts or updates rows by `key`; one outcome per row, all or none. A row that is updated keeps its primary key.
    /// References are checked as by [`insert_many`](Self::insert_many).
    ///
    /// # Errors
    ///
    /// As [`upsert`](Self::upsert).
    fn upsert_many<T: Table>(
        &mut self,
        rows: &[T],
        key: UniqueKey<T>,
    ) -> impl Future<Output = Result<Vec<Outcome>, Error>> + Send {
        let write = by(self, key, WriteKind::Upsert);
        self.write_many(write, rows)
    }

    /// Updates the rows with the same primary keys; one outcome per row, all or none. References are checked as by
    /// [`insert_many`](Self::insert_many).
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update).
    fn update_many<T: Table>(
        &mut self,
        rows: &[T],
    ) -> impl Future<Output = Result<Vec<Outcome>, Error>> + Send {
        let write = by(self, UniqueKey::<T>::PRIMARY, WriteKind::Update);
        self.write_many(write, rows)
    }

    /// The row with a primary key.
    ///
    /// # Errors
    ///
    /// As [`Connection::for_each`].
    fn get<T: Table>(&mut self, key: T::Key<'_>) -> impl Future<Output = Result<Option<T>, Error>> + Send {
        async move {
            let values = T::key_values(key)?;
            let statement = Statement::new(T::SQL.of(self.dialect()).select(), "select", T::MODEL);
            first(self, statement, Params::all(values.as_ref())).await
        }
    }

    /// Removes the row with a primary key; tells whether there was one.
    ///
    /// # Errors
    ///
    /// [`ForeignKeyViolation`](crate::ErrorKind::ForeignKeyViolation) when another row refers to it, and what else the engine
    /// reports.
    fn delete<T: Table>(&mut self, key: T::Key<'_>) -> impl Future<Output = Result<bool, Error>> + Send {
        async move {
            let values = T::key_values(key)?;
            let statement = Statement::new(T::SQL.of(self.dialect()).delete(), "delete", T::MODEL);
            Ok(self.execute(statement, Params::all(values.as_ref())).await? > 0)
        }
    }

    /// Begins a transaction, which is undone unless it is committed.
    ///
    /// # Errors
    ///
    /// As [`Transactional::begin`].
    fn begin_transaction(&mut self) -> impl Future<Output = Result<Transaction<'_, Self>, Error>> + Send
    where
        Self: Transactional + Sized,
    {
        Transaction::begin(self)
    }
}

impl<C: Connection + ?Sized> ConnectionExt for C {}

fn by<T: Table>(connection: &(impl Connection + ?Sized), key: UniqueKey<T>, kind: WriteKind) -> Write {
    let dialect = connection.dialect();
    Write { kind, sql: T::SQL.of(dialect), key: key.sql(dialect), table: T::MODEL }
}

/// The first row, if there is one.
pub(crate) async fn first<C, T>(
    connection: &mut C,
    statement: Statement,
    params: Params<'_>,
) -> Result<Option<T>, Error>
where
    C: Connection + ?Sized,
    T: FromRow + Send + 'static,
{
    let mut found = None;
    connection
        .for_each(statement, params, |row| {
            found = Some(row);
            ControlFlow::Break(())
        })
        .await?;
    Ok(found)
}
