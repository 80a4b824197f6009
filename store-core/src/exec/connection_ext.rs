//! The operations on tables that every connection has.

use std::future::Future;
use std::ops::ControlFlow;

use super::catalog::{CATALOG, ConnectionCatalog, LocatedTable};
use super::{
    Batch, Connection, Insertable, Outcome, Params, Returned, Statement, Transaction, Transactional, Write,
    WriteKind,
};
use crate::diff::{Advice, Drift, RepairPlan, relation_name};
use crate::error::{Error, ErrorKind};
use crate::scaffold::Scaffold;
use crate::schema::{StatementKind, TableModel};
use crate::statements::{Relation, Table, UniqueKey, View};
use crate::types::FromRow;

/// The operations on tables that every connection has.
///
/// Each call is atomic and one round trip, except that `insert_many` into a table that makes the keys is three: it begins and commits a
/// transaction. A [`Batch`](super::Batch) is one round trip for several calls. Errors are those of
/// [`Connection::write`] for calls that write, and those of [`Connection::for_each`] for calls that read.
pub trait ConnectionExt: Connection {
    /// Creates the schema, the table and its indexes, or the view, unless they exist.
    ///
    /// # Errors
    ///
    /// [`AlreadyExists`](crate::ErrorKind::AlreadyExists) on SQLite, when another struct's table has the same name in the file, or
    /// another table has an index with the same name, or a view has the name of the table; [`InvalidDefinition`](crate::ErrorKind::InvalidDefinition) when a delete
    /// would reach a table on two paths; and any error that the engine reports, such as a missing permission.
    fn create<T: Relation>(&mut self) -> impl Future<Output = Result<(), Error>> + Send {
        async move {
            check_create::<T, Self>(self).await?;
            let statements: Vec<&'static str> = T::STATEMENTS.of(self.dialect()).create().collect();
            self.execute_ddl(&statements).await
        }
    }

    /// Returns whether the table or the view exists, whatever its columns.
    ///
    /// # Errors
    ///
    /// Any error that the engine reports.
    fn is_created<T: Relation>(&mut self) -> impl Future<Output = Result<bool, Error>> + Send {
        async move {
            let engine = self.dialect().engine();
            let table = LocatedTable::of::<T>(self);
            let name = relation_name(engine, &table.definition(engine));
            let found = engine.read_object(&mut ConnectionCatalog::new(self, T::DESCRIPTION), &name).await?;
            Ok(found.is_some_and(|object| object.kind == T::DESCRIPTION.kind()))
        }
    }

    /// Drops the table with all its rows, if it exists.
    ///
    /// # Errors
    ///
    /// [`ForeignKeyViolation`](crate::ErrorKind::ForeignKeyViolation) when another table references it;
    /// [`AlreadyExists`](crate::ErrorKind::AlreadyExists) on SQLite, when another struct's table has the same name in the file;
    /// and any other error that the engine reports.
    fn drop_table<T: Table>(&mut self) -> impl Future<Output = Result<(), Error>> + Send {
        async move {
            check_owner::<T, Self>(self).await?;
            let sql = T::SQL.of(self.dialect());
            self.execute_ddl(&[sql.drop_table()]).await
        }
    }

    /// Drops the view, if it exists.
    ///
    /// # Errors
    ///
    /// [`AlreadyExists`](crate::ErrorKind::AlreadyExists) on SQLite, when a table or another struct's view has the same name in the
    /// file; and any other error that the engine reports.
    fn drop_view<V: View>(&mut self) -> impl Future<Output = Result<(), Error>> + Send {
        async move {
            check_owner::<V, Self>(self).await?;
            let sql = V::SQL.of(self.dialect());
            self.execute_ddl(&[sql.drop_table()]).await
        }
    }

    /// Returns how the table in the database differs from the struct, part by part: columns, keys, indexes, checks and foreign
    /// keys; of a view, its columns and its query.
    ///
    /// The call reads the catalog and changes nothing.
    ///
    /// # Errors
    ///
    /// Any error that the engine reports, such as a missing permission.
    fn drift<T: Relation>(&mut self) -> impl Future<Output = Result<Vec<Drift>, Error>> + Send {
        async move {
            let engine = self.dialect().engine();
            let definition = LocatedTable::of::<T>(self).definition(engine);
            crate::diff::drift(engine, &mut ConnectionCatalog::new(self, T::DESCRIPTION), &definition).await
        }
    }

    /// Returns structs for the tables of the database, as Rust source; `tables` limits them to the tables with these names, which may
    /// begin with a schema, or to those of a schema, written `schema.*`.
    ///
    /// The structs have no [`drift`](Self::drift). What they cannot declare is left undeclared, with a comment that says why.
    ///
    /// # Errors
    ///
    /// [`Misuse`](crate::ErrorKind::Misuse) for a name that no table has, and any error that the engine reports.
    fn scaffold(&mut self, tables: &[&str]) -> impl Future<Output = Result<Scaffold, Error>> + Send {
        async move {
            let engine = self.dialect().engine();
            crate::scaffold::scaffold(engine, &mut ConnectionCatalog::new(self, &CATALOG), tables).await
        }
    }

    /// Returns the statements that make the table or the view in the database match the struct; see [`drift`](Self::drift).
    ///
    /// The call reads the catalog and changes nothing; [`Connection::execute_ddl`] runs the statements.
    ///
    /// # Errors
    ///
    /// Any error that the engine reports, such as a missing permission.
    fn plan_repair<T: Relation>(&mut self) -> impl Future<Output = Result<RepairPlan, Error>> + Send {
        self.plan_repair_dropping::<T>(&[])
    }

    /// As [`plan_repair`](Self::plan_repair), and drops the indexes with these names that the struct does not declare.
    ///
    /// # Errors
    ///
    /// As [`plan_repair`](Self::plan_repair).
    fn plan_repair_dropping<T: Relation>(
        &mut self,
        indexes: &'static [&'static str],
    ) -> impl Future<Output = Result<RepairPlan, Error>> + Send {
        async move {
            let engine = self.dialect().engine();
            let definition = LocatedTable::of::<T>(self).definition(engine);
            let mut catalog = ConnectionCatalog::new(self, T::DESCRIPTION);
            crate::diff::plan_repair(engine, &mut catalog, definition, indexes).await
        }
    }

    /// Returns recommendations for settings of the database.
    ///
    /// # Errors
    ///
    /// Any error that the engine reports, such as a missing permission.
    fn advice(&mut self) -> impl Future<Output = Result<Vec<Advice>, Error>> + Send {
        async move {
            let engine = self.dialect().engine();
            crate::diff::advice(engine, &mut ConnectionCatalog::new(self, &TableModel::NONE)).await
        }
    }

    /// Inserts a row, and returns the value that the database makes for the primary key, if it makes one.
    ///
    /// # Errors
    ///
    /// [`UniqueViolation`](crate::ErrorKind::UniqueViolation) when a key exists; otherwise as [`Connection::write`].
    fn insert<R: Insertable>(&mut self, row: &R) -> impl Future<Output = Result<R::Returned, Error>> + Send {
        let write = Write::by_key(self.dialect(), UniqueKey::<R::Table>::PRIMARY, WriteKind::Insert);
        R::Returned::insert(self, write, row)
    }

    /// Inserts a row unless the primary key exists.
    ///
    /// # Errors
    ///
    /// [`UniqueViolation`](crate::ErrorKind::UniqueViolation) when another key exists;
    /// [`Misuse`](crate::ErrorKind::Misuse) when the database makes the primary key; otherwise as [`Connection::write`].
    fn insert_if_absent<R: Insertable>(
        &mut self,
        row: &R,
    ) -> impl Future<Output = Result<Outcome, Error>> + Send {
        self.insert_if_absent_by(row, UniqueKey::PRIMARY)
    }

    /// Inserts a row unless `key` exists. A row with NULL in the key is inserted, since it equals no other.
    ///
    /// # Errors
    ///
    /// As [`insert_if_absent`](Self::insert_if_absent).
    fn insert_if_absent_by<R: Insertable>(
        &mut self,
        row: &R,
        key: UniqueKey<R::Table>,
    ) -> impl Future<Output = Result<Outcome, Error>> + Send {
        async move {
            let write = Write::by_key(self.dialect(), key, WriteKind::InsertIfAbsent);
            write.check_key()?;
            self.write(write, row).await
        }
    }

    /// Inserts a row or updates the row with the same primary key, and returns which of the two happened.
    ///
    /// # Errors
    ///
    /// [`UniqueViolation`](crate::ErrorKind::UniqueViolation) when another key exists;
    /// [`Misuse`](crate::ErrorKind::Misuse) when the database makes the primary key; otherwise as [`Connection::write`].
    fn upsert<R: Insertable>(&mut self, row: &R) -> impl Future<Output = Result<Outcome, Error>> + Send {
        self.upsert_by(row, UniqueKey::PRIMARY)
    }

    /// Inserts a row or updates the row with the same `key`, whose primary key does not change.
    ///
    /// # Errors
    ///
    /// As [`upsert`](Self::upsert).
    fn upsert_by<R: Insertable>(
        &mut self,
        row: &R,
        key: UniqueKey<R::Table>,
    ) -> impl Future<Output = Result<Outcome, Error>> + Send {
        async move {
            let write = Write::by_key(self.dialect(), key, WriteKind::Upsert);
            write.check_key()?;
            self.write(write, row).await
        }
    }

    /// Updates the row with the same primary key and returns whether the row exists.
    ///
    /// If the table has a column with `version` or `rowversion`, the row is updated only if it has not changed since it was read.
    ///
    /// # Errors
    ///
    /// [`VersionConflict`](crate::ErrorKind::VersionConflict) when the version of the row differs; otherwise as
    /// [`Connection::write`].
    fn update<T: Table>(&mut self, row: &T) -> impl Future<Output = Result<bool, Error>> + Send {
        write_back(self, WriteKind::Update, row)
    }

    /// Deletes the row with the same primary key and returns whether the row existed.
    ///
    /// If the table has a column with `version` or `rowversion`, the row is deleted only if it has not changed since it was read;
    /// [`delete`](Self::delete) compares no version.
    ///
    /// # Errors
    ///
    /// [`VersionConflict`](crate::ErrorKind::VersionConflict) when the version of the row differs; otherwise as
    /// [`delete`](Self::delete).
    fn delete_row<T: Table>(&mut self, row: &T) -> impl Future<Output = Result<bool, Error>> + Send {
        write_back(self, WriteKind::Delete, row)
    }

    /// Inserts all rows or none, and returns the values that the database makes for their primary keys, in the order of the rows,
    /// if it makes them.
    ///
    /// Foreign keys are checked after each 1,000 rows of the call, so that a row may reference a later one among them.
    ///
    /// # Errors
    ///
    /// As [`insert`](Self::insert).
    fn insert_many<R: Insertable>(
        &mut self,
        rows: &[R],
    ) -> impl Future<Output = Result<<R::Returned as Returned>::Many, Error>> + Send {
        let write = Write::by_key(self.dialect(), UniqueKey::<R::Table>::PRIMARY, WriteKind::Insert);
        R::Returned::insert_many(self, write, rows)
    }

    /// Inserts all rows or none, and returns their number: the fastest way to insert thousands of rows. The rows are structs or
    /// references to structs, and are taken from the iterator while they are written, so that they need not all be in memory.
    ///
    /// On SQL Server, more than 1,000 rows are sent as a bulk load into a temporary table of the session, from which one `INSERT`
    /// copies them: checks, defaults, triggers and errors are those of any insert. At 5,000 rows that insert may lock the table
    /// until the transaction ends; use [`insert_many`](Self::insert_many) for a table that others write to. On SQLite, the rows are
    /// inserted by one prepared statement in one transaction, and other writes wait while the iterator makes the next row. Poll the future to
    /// its end or drop it: while it is not polled, other writes of a shared handle wait, too.
    ///
    /// The call returns no values that the database makes; identities are assigned in the order of the rows. Foreign keys are
    /// checked after the last row, so that a row may reference a later one. The iterator must not use the database.
    ///
    /// The call is repeated after a transient error only as long as it has sent no more than the first 1,000 rows, since the iterator
    /// does not return a row twice. A [unit of work](crate::Database::transaction) that creates the iterator is repeated as a whole.
    ///
    /// ```no_run
    /// # use store_core::{Connection, ConnectionExt, Error, Insertable};
    /// # async fn example<R: Insertable>(
    /// #     db: &mut impl Connection, lines: impl Iterator<Item = String> + Send, parse: impl Fn(String) -> R + Send, rest: Vec<R>,
    /// # ) -> Result<(), Error> {
    /// let count = db.bulk_insert(lines.map(parse)).await?;
    /// let count = count + db.bulk_insert(&rest).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// As [`insert`](Self::insert).
    fn bulk_insert<I>(&mut self, rows: I) -> impl Future<Output = Result<u64, Error>> + Send
    where
        I: IntoIterator<Item: Insertable, IntoIter: Send>,
    {
        let key = UniqueKey::<<I::Item as Insertable>::Table>::PRIMARY;
        let write = Write::by_key(self.dialect(), key, WriteKind::Insert);
        self.bulk_load(write, rows.into_iter())
    }

    /// Inserts rows with all their values, as [`insert_verbatim`](Self::insert_verbatim) does, in the way of
    /// [`bulk_insert`](Self::bulk_insert).
    ///
    /// # Errors
    ///
    /// As [`insert_verbatim`](Self::insert_verbatim).
    fn bulk_insert_verbatim<'r, T: Table>(
        &mut self,
        rows: impl IntoIterator<Item = &'r T, IntoIter: Send>,
    ) -> impl Future<Output = Result<u64, Error>> + Send {
        self.bulk_load(Write::verbatim::<T>(self.dialect()), rows.into_iter())
    }

    /// Inserts the rows whose `key` does not exist, all or none, and returns one outcome per row. Foreign keys are checked as by
    /// [`insert_many`](Self::insert_many).
    ///
    /// # Errors
    ///
    /// As [`insert_if_absent`](Self::insert_if_absent).
    fn insert_many_if_absent<R: Insertable>(
        &mut self,
        rows: &[R],
        key: UniqueKey<R::Table>,
    ) -> impl Future<Output = Result<Vec<Outcome>, Error>> + Send {
        async move {
            let write = Write::by_key(self.dialect(), key, WriteKind::InsertIfAbsent);
            write.check_key()?;
            self.write_many(write, rows).await
        }
    }

    /// Inserts or updates rows by `key`, all or none, and returns one outcome per row. An updated row keeps its primary key.
    /// Foreign keys are checked as by [`insert_many`](Self::insert_many).
    ///
    /// # Errors
    ///
    /// As [`upsert`](Self::upsert).
    fn upsert_many<R: Insertable>(
        &mut self,
        rows: &[R],
        key: UniqueKey<R::Table>,
    ) -> impl Future<Output = Result<Vec<Outcome>, Error>> + Send {
        async move {
            let write = Write::by_key(self.dialect(), key, WriteKind::Upsert);
            write.check_key()?;
            self.write_many(write, rows).await
        }
    }

    /// Inserts a row and returns it as the database stored it.
    ///
    /// The table must ask for the statement, with `#[table(insert as …)]` or `#[table(returning)]`.
    ///
    /// # Errors
    ///
    /// [`Misuse`](crate::ErrorKind::Misuse) when the table does not ask for the statement; otherwise as [`insert`](Self::insert).
    fn insert_returning<R: Insertable>(
        &mut self,
        row: &R,
    ) -> impl Future<Output = Result<R::Table, Error>> + Send {
        async move {
            let write = Write::by_key(self.dialect(), UniqueKey::<R::Table>::PRIMARY, WriteKind::Insert);
            let sql = write.sql.insert_returning().ok_or_else(|| write.not_returning())?;
            let values = row.values()?;
            let order: Vec<usize> = write.inserted().collect();
            let statement = write.statement("insert_returning", sql);
            let stored = first(self, statement, Params::ordered(values.as_ref(), &order)).await?;
            stored.ok_or_else(Write::no_row)
        }
    }

    /// Inserts a row with all its values, also those that the database would make: its identity, and its defaults. For imports and
    /// copies.
    ///
    /// Values that the database computes from the row are ignored. Later identities are greater than the inserted one. On SQL
    /// Server, an identity requires the permission to alter the table.
    ///
    /// # Errors
    ///
    /// [`UniqueViolation`](crate::ErrorKind::UniqueViolation) when a key exists; otherwise as [`Connection::write`].
    fn insert_verbatim<T: Table>(&mut self, row: &T) -> impl Future<Output = Result<(), Error>> + Send {
        async move { self.write(Write::verbatim::<T>(self.dialect()), row).await.map(|_| ()) }
    }

    /// Inserts rows with all their values, all or none; see [`insert_verbatim`](Self::insert_verbatim). Foreign keys are checked as
    /// by [`insert_many`](Self::insert_many).
    ///
    /// # Errors
    ///
    /// As [`insert_verbatim`](Self::insert_verbatim).
    fn insert_many_verbatim<T: Table>(
        &mut self,
        rows: &[T],
    ) -> impl Future<Output = Result<(), Error>> + Send {
        async move { self.write_many(Write::verbatim::<T>(self.dialect()), rows).await.map(|_| ()) }
    }

    /// Inserts a row or updates the row with the same `key`; returns which of the two happened, and the row as the database stored it.
    ///
    /// The write and the read are one transaction, and one round trip.
    ///
    /// # Errors
    ///
    /// As [`upsert`](Self::upsert); [`Misuse`](crate::ErrorKind::Misuse) when the row has NULL in the key, so that it cannot be found again;
    /// and [`Decode`](crate::ErrorKind::Decode) when no row has the key after the write, because a trigger
    /// has replaced it.
    fn upsert_returning<R: Insertable>(
        &mut self,
        row: &R,
        key: UniqueKey<R::Table>,
    ) -> impl Future<Output = Result<(Outcome, R::Table), Error>> + Send {
        async move {
            Write::by_key(self.dialect(), key, WriteKind::Upsert).check_finds(row.values()?.as_ref())?;
            let mut batch = Batch::new();
            let outcome = batch.upsert_by(row, key);
            let stored = batch.get_by(row, key);
            let mut results = self.batch(batch).await?;
            Ok((results.take(outcome)?, results.take(stored)?.ok_or_else(Write::no_row)?))
        }
    }

    /// Updates the row with the same primary key, and returns it as the database stored it; `None` if it does not exist.
    ///
    /// The write and the read are one transaction, and one round trip.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update).
    fn update_returning<T: Table>(
        &mut self,
        row: &T,
    ) -> impl Future<Output = Result<Option<T>, Error>> + Send {
        async move {
            let mut batch = Batch::new();
            let updated = batch.update(row);
            let stored = batch.get_by(row, UniqueKey::<T>::PRIMARY);
            let mut results = self.batch(batch).await?;
            Ok(if results.take(updated)? { results.take(stored)? } else { None })
        }
    }

    /// Updates the rows with the same primary keys, all or none, and returns one outcome per row. A row whose version differs is not
    /// updated, and its outcome is [`Conflict`](Outcome::Conflict). Foreign keys are checked as by
    /// [`insert_many`](Self::insert_many).
    ///
    /// # Errors
    ///
    /// As [`Connection::write`].
    fn update_many<T: Table>(
        &mut self,
        rows: &[T],
    ) -> impl Future<Output = Result<Vec<Outcome>, Error>> + Send {
        let write = Write::by_key(self.dialect(), UniqueKey::<T>::PRIMARY, WriteKind::Update);
        self.write_many(write, rows)
    }

    /// Returns the row with a primary key.
    ///
    /// # Errors
    ///
    /// As [`Connection::for_each`].
    fn get<T: Table>(&mut self, key: T::Key<'_>) -> impl Future<Output = Result<Option<T>, Error>> + Send {
        async move {
            let values = T::key_values(key)?;
            let statement =
                Statement::new(T::SQL.of(self.dialect()).select(), "select", StatementKind::Read, T::MODEL);
            first(self, statement, Params::all(values.as_ref())).await
        }
    }

    /// Deletes the row with a primary key and returns whether the row existed.
    ///
    /// # Errors
    ///
    /// [`ForeignKeyViolation`](crate::ErrorKind::ForeignKeyViolation) when another row references it, and any other error that
    /// the engine reports.
    fn delete<T: Table>(&mut self, key: T::Key<'_>) -> impl Future<Output = Result<bool, Error>> + Send {
        async move {
            let values = T::key_values(key)?;
            let statement =
                Statement::new(T::SQL.of(self.dialect()).delete(), "delete", StatementKind::Write, T::MODEL);
            Ok(self.execute(statement, Params::all(values.as_ref())).await? > 0)
        }
    }

    /// Begins a transaction, which is rolled back unless it is committed.
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

/// Updates or deletes a row that was read before, and returns whether it exists.
async fn write_back<T: Table, C: Connection + ?Sized>(
    connection: &mut C,
    kind: WriteKind,
    row: &T,
) -> Result<bool, Error> {
    let write = Write::by_key(connection.dialect(), UniqueKey::<T>::PRIMARY, kind);
    let outcome = connection.write(write, row).await?;
    outcome.is_changed().map_err(|error| error.with_table(T::MODEL.name))
}

/// Checks for conflicts that `CREATE … IF NOT EXISTS` does not report on SQLite. Without its unique index a table would accept
/// duplicates, and the table of another struct would mix the rows of both.
async fn check_create<T: Relation, C: Connection + ?Sized>(connection: &mut C) -> Result<(), Error> {
    let engine = connection.dialect().engine();
    if !engine.checks_before_create() {
        return Ok(());
    }
    let table = LocatedTable::of::<T>(connection);
    let definition = table.definition(engine);
    let name = relation_name(engine, &definition);
    let moved = table.moved();
    let model = moved.model();
    let mut catalog = ConnectionCatalog::new(connection, T::DESCRIPTION);
    engine.check_owner(&mut catalog, &model, &name).await?;
    engine.check_cascades(&mut catalog, &model, &name).await?;
    match engine.index_clashes(&mut catalog, &definition, &name).await?.into_iter().next() {
        Some(clash) => Err(Error::new(ErrorKind::AlreadyExists, clash.fix)
            .with_table(clash.table)
            .with_constraint(clash.index)),
        None => Ok(()),
    }
}

/// Checks that no other struct owns the table or the view.
async fn check_owner<T: Relation, C: Connection + ?Sized>(connection: &mut C) -> Result<(), Error> {
    let engine = connection.dialect().engine();
    if !engine.checks_before_create() {
        return Ok(());
    }
    let table = LocatedTable::of::<T>(connection);
    let name = relation_name(engine, &table.definition(engine));
    let moved = table.moved();
    engine.check_owner(&mut ConnectionCatalog::new(connection, T::DESCRIPTION), &moved.model(), &name).await
}

/// Returns the first row, if any.
pub(super) async fn first<C, T>(
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
