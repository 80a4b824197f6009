//! Inserting rows into the target.

use super::transfer_table::TransferTable;
use crate::state::raw_row::RawRow;
use crate::{Connection, ConnectionExt, Database, Error, ErrorKind, Outcome, UniqueKey, UnitOfWork};

/// Inserts the rows that the target does not have. Returns their number.
struct InsertMissing<T>(Vec<RawRow<T>>);

impl<T: TransferTable> UnitOfWork for InsertMissing<T> {
    type Output = u64;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<u64, Error> {
        let outcomes = connection.insert_many_if_absent(&self.0, UniqueKey::PRIMARY).await?;
        Ok(outcomes.iter().filter(|outcome| **outcome == Outcome::Inserted).count() as u64)
    }
}

pub(super) async fn insert_missing<T: TransferTable, D: Database>(
    target: &D,
    rows: Vec<RawRow<T>>,
) -> Result<u64, Error> {
    if rows.is_empty() {
        return Ok(0);
    }
    target.transaction(InsertMissing(rows)).await.map_err(|error| match error.kind() {
        // Another row has the same value in a unique key other than the primary key.
        ErrorKind::UniqueViolation => foreign_rows::<T>(),
        _ => error,
    })
}

/// Returns the error for a target that is not an incomplete copy of the source.
pub(super) fn foreign_rows<T: TransferTable>() -> Error {
    let message = "the target has rows that are missing or different in the source: choose an empty database or another schema";
    Error::new(ErrorKind::Misuse, message).with_table(T::MODEL.name)
}
