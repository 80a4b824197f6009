//! Rows of the Python era.
//!
//! The ingestion framework that this store comes from kept its queue in one table, first in a SQLite file and then in SQL
//! Server. Its rows are read here as they are, without a change to the database: [`each_item_of_sqlite_era`] and
//! [`each_item_of_sql_server_era`]. And they are taken over: [`survey_sqlite_era`] tells what will come of
//! them, and [`adopt_sqlite_era`] does it.

mod adopt;
mod alike;
mod broken_off;
mod convert;
mod era;
mod in_place;
mod item;
mod overlap;
mod survey;

use std::ops::ControlFlow;

pub use adopt::{Adopted, adopt_sqlite_era};
pub use alike::KeyComparison;
use era::{
    Era, Found, LaterSqlServerEraItem, LaterSqliteEraItem, SqlServerEraItem, SqliteEraItem, is_of, of_era,
};
pub(super) use in_place::Adopting;
pub use in_place::{adopt_sql_server_era, survey_sql_server_era};
pub use item::LegacyItem;
pub use overlap::{Overlap, overlap_with_sqlite_era};
pub use survey::{Findings, Survey, survey_sqlite_era};

#[cfg(feature = "sqlite")]
use super::WorkItem;
use crate::{Connection, Error};

/// Whether a file of SQLite has rows of the Python era, and nothing in the store yet.
#[cfg(feature = "sqlite")]
pub(crate) async fn is_left_behind(connection: &mut impl Connection) -> Result<bool, Error> {
    if WorkItem::last().first(connection).await?.is_some() {
        return Ok(false);
    }
    Ok(is_of::<SqliteEraItem>(connection).await? && !SqliteEraItem::page(None, connection).await?.is_empty())
}

/// Calls `each` with the items of a SQLite file of the Python framework, in the order of their ids, until the last one
/// or until `each` breaks.
///
/// # Errors
///
/// [`SchemaDrift`](crate::ErrorKind::SchemaDrift) for a file of something else, or with only one of its later columns;
/// [`Decode`](crate::ErrorKind::Decode) for a row that is not as the Python code wrote it, with its id.
///
/// # Examples
///
/// ```
/// use store::Connection;
/// use store::state::legacy::{LegacyItem, each_item_of_sqlite_era};
///
/// /// What the old program had left to do.
/// async fn left(old: &mut impl Connection) -> Result<Vec<LegacyItem>, store::Error> {
///     let mut left = Vec::new();
///     let keep = |item: LegacyItem| {
///         if !item.status.is_finished() {
///             left.push(item);
///         }
///         std::ops::ControlFlow::Continue(())
///     };
///     each_item_of_sqlite_era(old, keep).await?;
///     Ok(left)
/// }
/// # use store_sqlite::{SqliteConnection, SqliteOptions};
/// # store::__example!({
/// # let mut empty = SqliteConnection::open(&SqliteOptions::in_memory()).unwrap();
/// # assert!(left(&mut empty).await.is_err());
/// # });
/// ```
pub async fn each_item_of_sqlite_era<C: Connection>(
    connection: &mut C,
    each: impl FnMut(LegacyItem) -> ControlFlow<()> + Send,
) -> Result<(), Error> {
    of_era!(connection, [LaterSqliteEraItem, SqliteEraItem], E => hand_out::<E, C>(connection, each).await)
}

/// Calls `each` with the items of a SQL Server database of the Python framework, in the order of their ids, until the
/// last one or until `each` breaks.
///
/// # Errors
///
/// As [`each_item_of_sqlite_era`].
pub async fn each_item_of_sql_server_era<C: Connection>(
    connection: &mut C,
    each: impl FnMut(LegacyItem) -> ControlFlow<()> + Send,
) -> Result<(), Error> {
    of_era!(connection, [LaterSqlServerEraItem, SqlServerEraItem], E => hand_out::<E, C>(connection, each).await)
}

async fn hand_out<E: Era, C: Connection>(
    connection: &mut C,
    mut each: impl FnMut(LegacyItem) -> ControlFlow<()> + Send,
) -> Result<(), Error> {
    let mut result = Ok(());
    let hand_out = |found: Found<E>| match found.item {
        Ok(item) => each(item),
        Err(error) => {
            result = Err(error);
            ControlFlow::Break(())
        }
    };
    E::each(connection, hand_out).await?;
    result
}

/// The table of the SQL Server era, for an override of the schema.
#[doc(hidden)]
pub fn in_schema_of_sql_server_era(moved: crate::SchemaOverride) -> crate::SchemaOverride {
    moved.table::<SqlServerEraItem>().table::<LaterSqlServerEraItem>()
}
