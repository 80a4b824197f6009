//! Reading the rows of a table in order of the key.

use std::future::Future;

use crate::state::raw_row::{RawRow, select_as};
use crate::state::{
    Checkpoint, Counter, DiscoveredLink, IngestRun, LaterSightings, ResourceVersion, RunBatch, SourceControl,
    WorkItem, WorkerHeartbeat,
};
use crate::{Connection, ConnectionExt, Error, Table};

/// The number of rows that are read and written at once: small enough that a transaction is short, and that SQL Server
/// does not escalate to a table lock.
pub(super) const PAGE: u32 = 500;

/// A table whose rows can be read in order of the key.
pub(super) trait TransferTable: Table + Clone + PartialEq {
    /// Returns the next rows after a row.
    fn page<C: Connection>(
        after: Option<&RawRow<Self>>,
        connection: &mut C,
    ) -> impl Future<Output = Result<Vec<RawRow<Self>>, Error>> + Send;

    /// Returns the row with the highest key.
    fn highest<C: Connection>(
        connection: &mut C,
    ) -> impl Future<Output = Result<Option<RawRow<Self>>, Error>> + Send;

    /// Returns the number of rows.
    fn count<C: Connection>(connection: &mut C) -> impl Future<Output = Result<u64, Error>> + Send;

    /// Returns the row with the same key as a row of the other side.
    fn with_key_of<C: Connection>(
        row: &RawRow<Self>,
        connection: &mut C,
    ) -> impl Future<Output = Result<Option<RawRow<Self>>, Error>> + Send;
}

macro_rules! transfer_table {
    ($table:ident, |$row:ident| $key:expr) => {
        impl TransferTable for $table {
            async fn page<C: Connection>(
                after: Option<&RawRow<Self>>,
                connection: &mut C,
            ) -> Result<Vec<RawRow<Self>>, Error> {
                let after = after.map(RawRow::without_json).transpose()?;
                let select = Self::in_order(after.as_ref().map(|$row| $key), PAGE);
                let statement = select.statement(connection.dialect())?;
                select_as(connection, statement).await
            }

            async fn highest<C: Connection>(connection: &mut C) -> Result<Option<RawRow<Self>>, Error> {
                let select = Self::last();
                let statement = select.statement(connection.dialect())?;
                Ok(select_as(connection, statement).await?.pop())
            }

            async fn count<C: Connection>(connection: &mut C) -> Result<u64, Error> {
                Ok(u64::try_from(Self::rows().total(connection).await?).unwrap_or_default())
            }

            async fn with_key_of<C: Connection>(
                row: &RawRow<Self>,
                connection: &mut C,
            ) -> Result<Option<RawRow<Self>>, Error> {
                let $row = &row.without_json()?;
                connection.get::<RawRow<Self>>($key).await
            }
        }
    };
}

transfer_table!(IngestRun, |row| &row.run_id);
transfer_table!(RunBatch, |row| (&row.run_id, row.batch));
transfer_table!(WorkItem, |row| &row.work_item_id);
transfer_table!(ResourceVersion, |row| (&row.work_item_id, row.version));
transfer_table!(DiscoveredLink, |row| (&row.from_item, &row.to_item));
transfer_table!(LaterSightings, |row| &row.work_item_id);
transfer_table!(Checkpoint, |row| (&row.scope, row.owner.as_str(), row.name.as_str()));
transfer_table!(WorkerHeartbeat, |row| row.worker_id.as_str());
transfer_table!(SourceControl, |row| row.source_key.as_str());
transfer_table!(Counter, |row| (row.run_id.as_str(), row.source_key.as_str(), row.shard));
