//! A declared update of the row with a key, which can run for many keys at once.

use super::{BoundQuery, UpdateQuery};
use crate::dialect::Dialect;
use crate::error::{Error, ErrorKind};
use crate::exec::batch::ByDialect;
use crate::exec::{Connection, Params, Statement, UpdateMany};
use crate::schema::StatementKind;
use crate::statements::Table;
use crate::types::Value;

/// A declared update with `many` and its parameters: the update of at most one row, whose key is fixed.
///
/// [`execute`](Self::execute) runs one update, [`execute_many`](Self::execute_many) runs any number of them.
///
/// ```
/// # use store_core::queries::KeyedUpdate;
/// # use store_core::{Connection, Error, Table};
/// # async fn example<T: Table>(db: &mut impl Connection, updates: Vec<KeyedUpdate<'_, T, 2>>) -> Result<(), Error> {
/// let changed: Vec<bool> = KeyedUpdate::execute_many(db, &updates).await?;
/// assert_eq!(changed.len(), updates.len());
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
#[must_use = "a query does nothing until it runs"]
pub struct KeyedUpdate<'a, T, const N: usize> {
    bound: BoundQuery<'a, T, N>,
    keys: &'static [&'static [usize]],
}

impl<'a, T: Table, const N: usize> KeyedUpdate<'a, T, N> {
    /// Creates an update from its bound parameters; called by the derive. `keys` are the positions of the key among the
    /// parameters, for each combination of optional filters.
    pub const fn new(bound: BoundQuery<'a, T, N>, keys: &'static [&'static [usize]]) -> Self {
        Self { bound, keys }
    }

    /// Runs the update and returns whether it changed a row.
    ///
    /// # Errors
    ///
    /// The errors of [`Connection::execute`], and the error of a parameter that does not fit its column.
    pub async fn execute<C: Connection>(&self, connection: &mut C) -> Result<bool, Error> {
        let (statement, params) = self.bound.ready(connection.dialect())?;
        Ok(connection.execute(statement, params).await? > 0)
    }

    /// Runs all updates or none, in as few round trips as the engine allows, and returns for each whether it changed a row.
    ///
    /// An update sees the result of those before it with the same key.
    ///
    /// # Errors
    ///
    /// [`Misuse`](ErrorKind::Misuse) when the updates are of different queries, or differ in the optional conditions that they
    /// have; otherwise as [`execute`](Self::execute).
    pub async fn execute_many<C: Connection>(
        connection: &mut C,
        updates: &[Self],
    ) -> Result<Vec<bool>, Error> {
        let Some((first, rest)) = updates.split_first() else { return Ok(Vec::new()) };
        if rest.is_empty() {
            return first.execute(connection).await.map(|changed| vec![changed]);
        }
        let elements = first.elements(updates)?;
        connection.execute_many(first.for_many(connection.dialect()), &elements).await
    }

    /// Returns the statement for each engine, with its parameters.
    pub(in crate::exec) fn statements(&self) -> Result<(ByDialect<Statement>, Vec<Value<'a>>), Error> {
        let params = self.bound.checked_params()?.to_vec();
        Ok((Dialect::ALL.map(|dialect| self.bound.statement(dialect)), params))
    }

    /// Returns the update of many elements for each engine, with the parameters of all elements; without elements, an update
    /// that never runs.
    pub(in crate::exec) fn statements_for_many(
        updates: &[Self],
    ) -> Result<(ByDialect<UpdateMany>, Vec<Value<'a>>), Error> {
        let Some(first) = updates.first() else {
            let statement = Statement::new("", "execute_many", StatementKind::Write, T::MODEL);
            return Ok((
                Dialect::ALL.map(|_| UpdateMany { statement, many: None, key: &[], params: N }),
                Vec::new(),
            ));
        };
        let values = first.elements(updates)?.concat();
        Ok((Dialect::ALL.map(|dialect| first.for_many(dialect)), values))
    }

    /// Returns the parameters of each update, all of which must be of the same query as this one.
    fn elements<'u>(&self, updates: &'u [Self]) -> Result<Vec<&'u [Value<'a>]>, Error> {
        if !updates.iter().all(|update| update.bound.is_same_query(&self.bound)) {
            return Err(mixed(&self.bound.statement(Dialect::Mssql)));
        }
        updates.iter().map(|update| update.bound.checked_params()).collect()
    }

    fn for_many(&self, dialect: Dialect) -> UpdateMany {
        UpdateMany {
            statement: self.bound.statement(dialect),
            many: self.bound.many(dialect),
            key: self.keys[self.bound.combination()],
            params: self.bound.params().len(),
        }
    }

    accessors!(bound);
}

fn mixed(statement: &Statement) -> Error {
    let message = format!(
        "updates of different queries, or with different optional conditions, cannot run together with `{}`: \
         call `execute_many` for each",
        statement.name
    );
    Error::new(ErrorKind::Misuse, message).with_table(statement.table.name)
}

/// The update as one that returns the number of changed rows.
impl<'a, T: Table, const N: usize> From<KeyedUpdate<'a, T, N>> for UpdateQuery<'a, T, N> {
    fn from(update: KeyedUpdate<'a, T, N>) -> Self {
        Self::new(update.bound)
    }
}
