//! Inserting rows into the target.

use std::sync::Arc;

use super::transfer_table::{PAGE, TransferTable};
use crate::state::raw_row::RawRow;
use crate::{Connection, ConnectionExt, Database, Error, ErrorKind, Outcome, UniqueKey, UnitOfWork};

/// Rows of the source that are written together.
pub(super) struct RowBuffer<T> {
    rows: Vec<RawRow<T>>,
    bytes: usize,
    /// Whether the target is expected to have none of the rows.
    are_new: bool,
}

impl<T: TransferTable> RowBuffer<T> {
    /// The number of rows at which the buffer is full: enough for a bulk insert to be worth its round trips, and few enough for an
    /// interruption to lose little.
    const MAX_ROWS: usize = 5_000;

    /// The size in memory at which the buffer is full, such as that of 1,500 work items in three pages.
    const MAX_BYTES: usize = 5 << 18;

    /// Creates a buffer for rows that follow the last row of the target, which may nevertheless have some of them: the engines sort
    /// text with control characters differently.
    pub(super) fn of_new_rows() -> Self {
        Self { rows: Vec::new(), bytes: 0, are_new: true }
    }

    /// Creates a buffer for rows of which the target has some.
    pub(super) fn of_all_rows() -> Self {
        Self { are_new: false, ..Self::of_new_rows() }
    }

    pub(super) fn extend(&mut self, rows: impl IntoIterator<Item = RawRow<T>>) {
        for row in rows {
            self.bytes += row.size();
            self.rows.push(row);
        }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn is_full(&self) -> bool {
        self.rows.len() >= Self::MAX_ROWS || self.bytes >= Self::MAX_BYTES
    }

    /// Inserts the rows that the target does not have, and empties the buffer. Returns the number of rows inserted.
    pub(super) async fn write<D: Database>(&mut self, target: &D) -> Result<u64, Error> {
        if self.rows.is_empty() {
            return Ok(0);
        }
        self.bytes = 0;
        let rows: Arc<[RawRow<T>]> = std::mem::take(&mut self.rows).into();
        if self.are_new {
            match target.transaction(InsertNew(Arc::clone(&rows))).await {
                Err(error) if error.kind() == ErrorKind::UniqueViolation => {}
                result => return result,
            }
        }
        let mut written = 0;
        for page in rows.chunks(PAGE as usize) {
            let inserted = target.transaction(InsertMissing(page.into())).await;
            written += inserted.map_err(|error| match error.kind() {
                // Another row has the same value in a unique key other than the primary key.
                ErrorKind::UniqueViolation => foreign_rows::<T>(),
                _ => error,
            })?;
        }
        Ok(written)
    }
}

/// Inserts rows that the target does not have. Returns their number.
struct InsertNew<T>(Arc<[RawRow<T>]>);

impl<T: TransferTable> UnitOfWork for InsertNew<T> {
    type Output = u64;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<u64, Error> {
        connection.bulk_insert(self.0.iter()).await
    }
}

/// Inserts the rows that the target does not have. Returns their number.
struct InsertMissing<T>(Vec<RawRow<T>>);

impl<T: TransferTable> UnitOfWork for InsertMissing<T> {
    type Output = u64;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<u64, Error> {
        let outcomes = connection.insert_many_if_absent(&self.0, UniqueKey::PRIMARY).await?;
        Ok(outcomes.iter().filter(|outcome| **outcome == Outcome::Inserted).count() as u64)
    }
}

/// Returns the error for a target that is not an incomplete copy of the source.
pub(super) fn foreign_rows<T: TransferTable>() -> Error {
    let message = "the target has rows that are missing or different in the source: choose an empty database or another schema";
    Error::new(ErrorKind::Misuse, message).with_table(T::MODEL.name)
}
