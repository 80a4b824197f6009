//! What every table of the store offers for being moved.

use std::future::Future;

use super::{
    Checkpoint, DiscoveredLink, IngestRun, ResourceVersion, RunBatch, SeenResource, SourceControl, Tally,
    WorkItem, WorkerHeartbeat,
};
use crate::{Connection, Error, Operations, Table};

/// How many rows are read and written at once: few enough that a transaction is short, and that SQL Server does not lock
/// the table instead of the rows.
pub(super) const PAGE: u32 = 500;

/// A table whose rows can be read in the order of its key.
pub(super) trait Part: Table + Clone + PartialEq {
    /// The next rows behind one of them.
    fn page<C: Connection>(
        after: Option<&Self>,
        connection: &mut C,
    ) -> impl Future<Output = Result<Vec<Self>, Error>> + Send;

    /// The row with the highest key.
    fn highest<C: Connection>(connection: &mut C)
    -> impl Future<Output = Result<Option<Self>, Error>> + Send;

    /// How many rows there are.
    fn count<C: Connection>(connection: &mut C) -> impl Future<Output = Result<u64, Error>> + Send;

    /// The row with the key of this one.
    fn twin<C: Connection>(
        &self,
        connection: &mut C,
    ) -> impl Future<Output = Result<Option<Self>, Error>> + Send;
}

macro_rules! part {
    ($table:ident, |$row:ident| $key:expr) => {
        impl Part for $table {
            async fn page<C: Connection>(
                after: Option<&Self>,
                connection: &mut C,
            ) -> Result<Vec<Self>, Error> {
                Self::in_order(after.map(|$row| $key), PAGE).all(connection).await
            }

            async fn highest<C: Connection>(connection: &mut C) -> Result<Option<Self>, Error> {
                Self::last().first(connection).await
            }

            async fn count<C: Connection>(connection: &mut C) -> Result<u64, Error> {
                Ok(u64::try_from(Self::rows().total(connection).await?).unwrap_or_default())
            }

            async fn twin<C: Connection>(&self, connection: &mut C) -> Result<Option<Self>, Error> {
                let $row = self;
                connection.get::<Self>($key).await
            }
        }
    };
}

part!(IngestRun, |row| &row.run_id);
part!(RunBatch, |row| (&row.run_id, row.batch));
part!(WorkItem, |row| &row.work_item_id);
part!(ResourceVersion, |row| (&row.work_item_id, row.version));
part!(DiscoveredLink, |row| (&row.from_item, &row.to_hash));
part!(SeenResource, |row| &row.dedupe_hash);
part!(Checkpoint, |row| (&row.scope, row.owner.as_str(), row.name.as_str()));
part!(WorkerHeartbeat, |row| row.worker_id.as_str());
part!(SourceControl, |row| row.source_key.as_str());
part!(Tally, |row| (row.run_id.as_str(), row.source_key.as_str(), &row.measure, row.shard));
