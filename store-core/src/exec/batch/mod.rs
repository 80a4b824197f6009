//! Batches: several statements in one request.

mod entry;
mod output;
mod results;
mod rows;
mod statement;

use std::cmp::Ordering;
use std::fmt;
use std::sync::atomic::{self, AtomicU64};

use super::queries::{
    ClaimQuery, CountQuery, ExistsQuery, KeyedUpdate, RawQuery, ReturningQuery, SelectQuery, UpdateQuery,
};
use super::{Insertable, Outcome, Returned, Statement, Write, WriteKind};
use crate::dialect::Dialect;
use crate::error::Error;
use crate::schema::StatementKind;
use crate::statements::{Relation, Table, TableValues, UniqueKey};
use crate::types::{Field, FromRow, Value};

pub(super) use entry::ByDialect;
pub use output::BatchOutput;
pub use results::{BatchResults, BatchSlot};
pub use rows::BatchRows;
pub use statement::{BatchCall, BatchStatement, RowCountGuard};

use entry::{Entry, EntryKind};
use output::{changed, outcome, outcomes, rows};
use results::foreign_slot;

/// Several statements that are sent together, each with its own result.
///
/// [`Connection::batch`](crate::Connection::batch) runs the statements in order, in one transaction or, if one is open, in a
/// savepoint. The statements take effect as a whole or not at all: after an error, and after a guard that fails, no statement of
/// the batch has an effect, and an open transaction stays usable.
///
/// On SQL Server the whole batch is one round trip, or several in one transaction if it is larger than a request can be: about
/// 2,100 parameters, of which rows of a call that writes many take at most four for each 1,000 or 4 MiB, and 16 MiB of text and
/// bytes. On SQLite the statements run one after the other.
///
/// No statement of a batch depends on the result of another one. Code that decides between statements is a
/// [`UnitOfWork`](crate::UnitOfWork), which may run batches.
///
/// The methods have the names and results of [`ConnectionExt`](crate::ConnectionExt) for rows, and add declared queries with
/// [`select`](Self::select), [`count`](Self::count), [`groups`](Self::groups), [`claim`](Self::claim) and
/// [`execute`](Self::execute). Each returns a [`BatchSlot`], with which [`BatchResults::take`] returns the result. A value that
/// does not fit its column becomes the error of the whole batch, before anything is sent.
///
/// ```no_run
/// # use store_core::{Batch, Connection, Error, Insertable, Outcome, Table, UniqueKey};
/// # use store_core::queries::{CountQuery, UpdateQuery};
/// # async fn example<P: Table, Q: Insertable>(
/// #     connection: &mut impl Connection, finish: UpdateQuery<'_, P, 2>, open: CountQuery<'_, P, (i64,), 0>, links: &[Q],
/// # ) -> Result<(), Error> {
/// let mut batch = Batch::new();
/// let finished = batch.execute(finish);
/// // If another worker has finished the page, nothing is written.
/// batch.expect(finished, 1);
/// let links = batch.insert_many_if_absent(links, UniqueKey::PRIMARY);
/// let open = batch.count(open);
///
/// let mut results = connection.batch(batch).await?;
/// let links: Vec<Outcome> = results.take(links)?;
/// let open: i64 = results.take(open)?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a batch does nothing until a connection runs it"]
pub struct Batch<'a> {
    id: u64,
    entries: Vec<Entry<'a>>,
    /// The number of statements, with those whose values do not fit.
    len: usize,
    /// The error of the first value that does not fit its column, or of the first misuse.
    error: Option<Error>,
}

impl<'a> Batch<'a> {
    /// Creates an empty batch.
    pub fn new() -> Self {
        static NEXT_ID: AtomicU64 = AtomicU64::new(0);
        Self { id: NEXT_ID.fetch_add(1, atomic::Ordering::Relaxed), entries: Vec::new(), len: 0, error: None }
    }

    /// Returns the number of statements.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns whether the batch has no statements.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Returns whether no statement changes rows.
    pub fn is_read_only(&self) -> bool {
        self.entries.iter().all(Entry::is_read)
    }

    /// Adds a select, which returns all rows.
    pub fn select<T: Relation, const N: usize, R: FromRow + Send + 'static>(
        &mut self,
        query: SelectQuery<'a, T, N, R>,
    ) -> BatchSlot<Vec<R>> {
        self.query::<R, _>(query.into_bound().into_statements(), None, rows)
    }

    /// Adds a query for whether there is a row.
    pub fn exists<T: Relation, const N: usize>(&mut self, query: ExistsQuery<'a, T, N>) -> BatchSlot<bool> {
        self.query::<(bool,), _>(query.into_bound().into_statements(), None, |output| {
            Ok(rows::<(bool,)>(output)?.first().is_some_and(|(exists,)| *exists))
        })
    }

    /// Adds a count, which returns the number of rows.
    pub fn count<T: Relation, const N: usize>(
        &mut self,
        query: CountQuery<'a, T, (i64,), N>,
    ) -> BatchSlot<i64> {
        self.query::<(i64,), _>(query.into_bound().into_statements(), None, |output| {
            Ok(rows::<(i64,)>(output)?.first().map_or(0, |(count,)| *count))
        })
    }

    /// Adds a count, which returns each group that has rows with their number, in the order of the grouping columns.
    pub fn groups<T: Relation, G: FromRow + Send + 'static, const N: usize>(
        &mut self,
        query: CountQuery<'a, T, G, N>,
    ) -> BatchSlot<Vec<G>> {
        self.query::<G, _>(query.into_bound().into_statements(), None, rows)
    }

    /// Adds a claim, which returns the claimed rows in the declared order.
    pub fn claim<T: Table, const N: usize>(&mut self, query: ClaimQuery<'a, T, N>) -> BatchSlot<Vec<T>> {
        let order = query.order();
        self.query(query.into_bound().into_statements(), Some(order), rows)
    }

    /// Adds SQL that the program writes, which returns all rows.
    pub fn fetch<R: FromRow + Send + 'static, const N: usize>(
        &mut self,
        query: RawQuery<N>,
    ) -> BatchSlot<Vec<R>> {
        self.query::<R, _>(query.into_statements(), None, rows)
    }

    /// Adds SQL that the program writes, which returns the number of rows inserted, updated or deleted.
    pub fn run<const N: usize>(&mut self, query: RawQuery<N>) -> BatchSlot<u64> {
        let parts = query.into_statements();
        self.add(parts.map(|(statements, params)| (EntryKind::Execute(statements), params)), changed)
    }

    /// Adds a declared update or delete, which returns the number of rows updated or deleted. A
    /// [`KeyedUpdate`](super::queries::KeyedUpdate) is added with `.into()`.
    pub fn execute<T: Table, const N: usize>(&mut self, query: UpdateQuery<'a, T, N>) -> BatchSlot<u64> {
        let parts = query.into_bound().into_statements();
        self.add(parts.map(|(statements, params)| (EntryKind::Execute(statements), params)), changed)
    }

    /// Adds a declared update or delete with `returning`, which returns the updated rows with their new values, or the deleted rows.
    pub fn execute_returning<T: Table, const N: usize>(
        &mut self,
        query: ReturningQuery<'a, T, N>,
    ) -> BatchSlot<Vec<T>> {
        self.query::<T, _>(query.into_bound().into_statements(), None, rows)
    }

    /// Adds declared updates, which return for each whether it changed a row; see [`KeyedUpdate::execute_many`]. A guard
    /// counts the updates that change a row.
    ///
    /// Updates of different queries make the batch fail with [`Misuse`](crate::ErrorKind::Misuse) when it runs.
    pub fn execute_many<T: Table, const N: usize>(
        &mut self,
        updates: &[KeyedUpdate<'a, T, N>],
    ) -> BatchSlot<Vec<bool>> {
        if let [update] = updates {
            let parts = update.statements();
            return self
                .add(parts.map(|(statements, params)| (EntryKind::Execute(statements), params)), |output| {
                    Ok(vec![changed(output)? > 0])
                });
        }
        let parts = KeyedUpdate::statements_for_many(updates);
        self.add(parts.map(|(updates, values)| (EntryKind::ExecuteMany(updates), values)), |output| {
            Ok(outcomes(output)?.into_iter().map(Outcome::is_written).collect())
        })
    }

    /// Adds the insert of a row, which returns the value that the database makes for the primary key, if it makes one.
    pub fn insert<R: Insertable>(&mut self, row: &'a R) -> BatchSlot<R::Returned> {
        R::Returned::add_insert(self, by_key(WriteKind::Insert, UniqueKey::<R::Table>::PRIMARY), row)
    }

    /// Adds the insert of a row unless the primary key exists.
    pub fn insert_if_absent<R: Insertable>(&mut self, row: &'a R) -> BatchSlot<Outcome> {
        self.insert_if_absent_by(row, UniqueKey::PRIMARY)
    }

    /// Adds the insert of a row unless `key` exists.
    pub fn insert_if_absent_by<R: Insertable>(
        &mut self,
        row: &'a R,
        key: UniqueKey<R::Table>,
    ) -> BatchSlot<Outcome> {
        self.write(WriteKind::InsertIfAbsent, key, row, outcome)
    }

    /// Adds the insert of a row, or the update of the row with the same primary key.
    pub fn upsert<R: Insertable>(&mut self, row: &'a R) -> BatchSlot<Outcome> {
        self.upsert_by(row, UniqueKey::PRIMARY)
    }

    /// Adds the insert of a row, or the update of the row with the same `key`, whose primary key does not change.
    pub fn upsert_by<R: Insertable>(&mut self, row: &'a R, key: UniqueKey<R::Table>) -> BatchSlot<Outcome> {
        self.write(WriteKind::Upsert, key, row, outcome)
    }

    /// Adds the update of the row with the same primary key, which returns whether the row exists.
    ///
    /// If the version of the row differs, the row is not updated, the batch continues, and the slot returns
    /// [`VersionConflict`](crate::ErrorKind::VersionConflict). With a [guard](Self::expect), the batch has no effect.
    pub fn update<T: Table>(&mut self, row: &'a T) -> BatchSlot<bool> {
        self.write(WriteKind::Update, UniqueKey::<T>::PRIMARY, row, changed_row::<T>)
    }

    /// Adds the delete of the row with the same primary key, which returns whether the row existed. A version that differs has the
    /// same consequences as for [`update`](Self::update).
    pub fn delete_row<T: Table>(&mut self, row: &'a T) -> BatchSlot<bool> {
        self.write(WriteKind::Delete, UniqueKey::<T>::PRIMARY, row, changed_row::<T>)
    }

    /// Adds the insert of rows, which returns the values that the database makes for their primary keys, in the order of the rows,
    /// if it makes them.
    pub fn insert_many<R: Insertable + 'a>(
        &mut self,
        rows: impl IntoIterator<Item = &'a R>,
    ) -> BatchSlot<<R::Returned as Returned>::Many> {
        R::Returned::add_insert_many(self, by_key(WriteKind::Insert, UniqueKey::<R::Table>::PRIMARY), rows)
    }

    /// Adds the insert of a row with all its values, also those that the database would make.
    pub fn insert_verbatim<T: Table>(&mut self, row: &'a T) -> BatchSlot<()> {
        self.add_insert(Dialect::ALL.map(Write::verbatim::<T>), row)
    }

    /// Adds the insert of rows with all their values, also those that the database would make.
    pub fn insert_many_verbatim<T: Table>(&mut self, rows: impl IntoIterator<Item = &'a T>) -> BatchSlot<()> {
        self.add_insert_many(Dialect::ALL.map(Write::verbatim::<T>), rows)
    }

    /// Adds the insert of the rows whose `key` does not exist, which returns one outcome per row.
    pub fn insert_many_if_absent<R: Insertable + 'a>(
        &mut self,
        rows: impl IntoIterator<Item = &'a R>,
        key: UniqueKey<R::Table>,
    ) -> BatchSlot<Vec<Outcome>> {
        self.write_many(WriteKind::InsertIfAbsent, key, rows, outcomes)
    }

    /// Adds the insert or update of rows by `key`, which returns one outcome per row.
    pub fn upsert_many<R: Insertable + 'a>(
        &mut self,
        rows: impl IntoIterator<Item = &'a R>,
        key: UniqueKey<R::Table>,
    ) -> BatchSlot<Vec<Outcome>> {
        self.write_many(WriteKind::Upsert, key, rows, outcomes)
    }

    /// Adds the update of the rows with the same primary keys, which returns one outcome per row.
    pub fn update_many<T: Table>(
        &mut self,
        rows: impl IntoIterator<Item = &'a T>,
    ) -> BatchSlot<Vec<Outcome>> {
        self.write_many(WriteKind::Update, UniqueKey::<T>::PRIMARY, rows, outcomes)
    }

    /// Adds the read of the row with a primary key.
    pub fn get<T: Table>(&mut self, key: T::Key<'a>) -> BatchSlot<Option<T>> {
        let statements = Dialect::ALL.map(|dialect| {
            Statement::new(T::SQL.of(dialect).select(), "select", StatementKind::Read, T::MODEL)
        });
        let parts = T::key_values(key).map(|values| (statements, values.as_ref().to_vec()));
        self.query::<T, _>(parts, None, |output| Ok(rows::<T>(output)?.into_iter().next()))
    }

    /// Adds the read of the row that has the same `key` as `row`.
    pub(super) fn get_by<T: Table, R: TableValues>(
        &mut self,
        row: &'a R,
        key: UniqueKey<T>,
    ) -> BatchSlot<Option<T>> {
        let statements = Dialect::ALL.map(|dialect| {
            Statement::new(key.sql(dialect).select(), "select", StatementKind::Read, T::MODEL)
        });
        let columns = T::MODEL.keys[key.index()].columns;
        let parts = row.values().map(|values| {
            let values = values.as_ref();
            (statements, columns.iter().filter_map(|at| values.get(*at)).cloned().collect())
        });
        self.query::<T, _>(parts, None, |output| Ok(rows::<T>(output)?.into_iter().next()))
    }

    /// Adds the delete of the row with a primary key, which returns whether the row existed.
    pub fn delete<T: Table>(&mut self, key: T::Key<'a>) -> BatchSlot<bool> {
        let statements = Dialect::ALL.map(|dialect| {
            Statement::new(T::SQL.of(dialect).delete(), "delete", StatementKind::Write, T::MODEL)
        });
        let values = T::key_values(key).map(|values| values.as_ref().to_vec());
        self.add(values.map(|values| (EntryKind::Execute(statements), values)), |output| {
            Ok(changed(output)? > 0)
        })
    }

    /// Adds a guard: unless the statement changes or returns exactly this number of rows, the batch fails with
    /// [`UnexpectedRowCount`](crate::ErrorKind::UnexpectedRowCount) and has no effect.
    ///
    /// A row that a write reports as `Existing` or `Missing` was not changed. A count returns one row per group, and one row if
    /// it has no groups. A slot of another batch makes the batch fail with [`Misuse`](crate::ErrorKind::Misuse) when it runs.
    pub fn expect<R>(&mut self, slot: BatchSlot<R>, rows: u64) {
        match self.entries.get_mut(slot.at).filter(|_| slot.batch == self.id) {
            Some(entry) => entry.expected_rows = Some(rows),
            None => {
                self.error.get_or_insert_with(foreign_slot);
            }
        }
    }

    /// Returns the same batch without borrowed data, for another thread.
    pub fn into_owned(self) -> Batch<'static> {
        let entries = self.entries.into_iter().map(Entry::into_owned).collect();
        Batch { id: self.id, entries, len: self.len, error: self.error }
    }

    /// Returns the statements in order, for a driver that runs the batch once.
    ///
    /// # Errors
    ///
    /// The error of a value that does not fit its column, and [`Misuse`](crate::ErrorKind::Misuse) for a guard on a slot of
    /// another batch.
    pub fn statements(&self, dialect: Dialect) -> Result<Vec<BatchStatement<'_>>, Error> {
        match &self.error {
            Some(error) => Err(error.clone()),
            None => {
                Ok((1..).zip(&self.entries).map(|(number, entry)| entry.statement(number, dialect)).collect())
            }
        }
    }

    /// Returns results to which a driver adds the output of each statement.
    pub fn results(&self) -> BatchResults {
        BatchResults::new(self.id, self.entries.len())
    }

    fn query<T: FromRow + Send + 'static, R>(
        &mut self,
        parts: Result<(ByDialect<Statement>, Vec<Value<'a>>), Error>,
        order: Option<fn(&T, &T) -> Ordering>,
        convert: fn(BatchOutput) -> Result<R, Error>,
    ) -> BatchSlot<R> {
        let new_rows = Box::new(move || BatchRows::new(order));
        self.add(parts.map(|(statements, params)| (EntryKind::Query(statements, new_rows), params)), convert)
    }

    fn write<T: Table, R: TableValues, O>(
        &mut self,
        kind: WriteKind,
        key: UniqueKey<T>,
        row: &'a R,
        convert: fn(BatchOutput) -> Result<O, Error>,
    ) -> BatchSlot<O> {
        self.add(entry::row(by_key(kind, key), row), convert)
    }

    fn write_many<T: Table, R: TableValues + 'a, O>(
        &mut self,
        kind: WriteKind,
        key: UniqueKey<T>,
        rows: impl IntoIterator<Item = &'a R>,
        convert: fn(BatchOutput) -> Result<O, Error>,
    ) -> BatchSlot<O> {
        self.add(entry::rows(by_key(kind, key), rows), convert)
    }

    /// Adds an insert that returns nothing.
    pub(super) fn add_insert<R: TableValues>(
        &mut self,
        writes: ByDialect<Write>,
        row: &'a R,
    ) -> BatchSlot<()> {
        self.add(entry::row(writes, row), |output| outcome(output).map(|_| ()))
    }

    /// Adds an insert that returns a value that the database makes.
    pub(super) fn add_insert_returning<T, R>(&mut self, writes: ByDialect<Write>, row: &'a R) -> BatchSlot<T>
    where
        T: Field + Send + 'static,
        R: TableValues,
    {
        let statements = writes.map(|write| write.statement("insert", write.sql.insert()));
        let params = row.values().map(|values| writes[0].inserted_values(values.as_ref()).cloned().collect());
        self.query::<(T,), _>(params.map(|params| (statements, params)), None, |output| {
            rows::<(T,)>(output)?.into_iter().next().map(|(made,)| made).ok_or_else(Write::no_row)
        })
    }

    /// Adds inserts that return nothing.
    pub(super) fn add_insert_many<R: TableValues + 'a>(
        &mut self,
        writes: ByDialect<Write>,
        rows: impl IntoIterator<Item = &'a R>,
    ) -> BatchSlot<()> {
        self.add(entry::rows(writes, rows), |output| outcomes(output).map(|_| ()))
    }

    /// Adds inserts that return a value that the database makes.
    pub(super) fn add_insert_many_returning<T, R>(
        &mut self,
        writes: ByDialect<Write>,
        rows: impl IntoIterator<Item = &'a R>,
    ) -> BatchSlot<Vec<T>>
    where
        T: Field + Send + 'static,
        R: TableValues + 'a,
    {
        let new_rows = Box::new(|| BatchRows::new::<(T,)>(None));
        let values = entry::values_of(&writes[0], rows);
        self.add(values.map(|values| (EntryKind::InsertMany(writes, new_rows), values)), |output| {
            Ok(output::rows::<(T,)>(output)?.into_iter().map(|(made,)| made).collect())
        })
    }

    fn add<R>(
        &mut self,
        entry: Result<(EntryKind, Vec<Value<'a>>), Error>,
        convert: fn(BatchOutput) -> Result<R, Error>,
    ) -> BatchSlot<R> {
        let slot = BatchSlot { batch: self.id, at: self.entries.len(), convert };
        self.len += 1;
        match entry {
            Ok((kind, values)) => self.entries.push(Entry { kind, values, expected_rows: None }),
            Err(error) => {
                self.error.get_or_insert(error);
            }
        }
        slot
    }
}

/// Returns whether an update or a delete of a row changed it.
fn changed_row<T: Table>(output: BatchOutput) -> Result<bool, Error> {
    outcome(output)?.is_changed().map_err(|error| error.with_table(T::MODEL.name))
}

/// Returns the write by a key, for each engine.
fn by_key<T: Table>(kind: WriteKind, key: UniqueKey<T>) -> ByDialect<Write> {
    Dialect::ALL.map(|dialect| Write::by_key(dialect, key, kind))
}

impl Default for Batch<'_> {
    fn default() -> Self {
        Self::new()
    }
}

/// Shows the number of statements, never a value.
impl fmt::Debug for Batch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch").field("statements", &self.len).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_statement_whose_value_does_not_fit_is_counted() {
        let mut batch = Batch::new();
        let slot: BatchSlot<u64> =
            batch.add(Err(Error::new(crate::error::ErrorKind::Truncated, "too long")), changed);
        assert!(
            !batch.is_empty() && batch.len() == 1,
            "a program that skips an empty batch would lose the error"
        );
        batch.expect(slot, 1);
        let error = batch.statements(Dialect::Sqlite).unwrap_err();
        assert_eq!(error.kind(), crate::error::ErrorKind::Truncated, "the first error is reported");
    }
}
