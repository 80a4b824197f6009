//! Rows on their way into the target.

use super::part::Part;
use crate::state::verbatim::Verbatim;
use crate::{Connection, ConnectionExt, Database, Error, ErrorKind, Outcome, UniqueKey, UnitOfWork};

/// Rows that are written unless they are there; tells how many were not.
struct Put<T>(Vec<Verbatim<T>>);

impl<T: Part> UnitOfWork for Put<T> {
    type Output = u64;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<u64, Error> {
        let outcomes = connection.insert_many_if_absent(&self.0, UniqueKey::PRIMARY).await?;
        Ok(outcomes.iter().filter(|outcome| **outcome == Outcome::Inserted).count() as u64)
    }
}

pub(super) async fn put<T: Part, D: Database>(target: &D, rows: Vec<Verbatim<T>>) -> Result<u64, Error> {
    if rows.is_empty() {
        return Ok(0);
    }
    target.transaction(Put(rows)).await.map_err(|error| match error.kind() {
        // By another key than the one that rows are looked up by.
        ErrorKind::UniqueViolation => own::<T>(),
        _ => error,
    })
}

/// The target is no beginning of the source.
pub(super) fn own<T: Part>() -> Error {
    let message = "the target holds rows that the source does not, or not so: name an empty database, or another schema";
    Error::new(ErrorKind::Misuse, message).with_table(T::MODEL.name)
}
