//! What every table of the store offers for being moved.

use std::future::Future;

use super::{
    Checkpoint, Counter, DiscoveredLink, IngestRun, ResourceVersion, RunBatch, SeenResource, SourceControl,
    WorkItem, WorkerHeartbeat,
};
use crate::state::verbatim::{self, Verbatim};
use crate::{Connection, ConnectionExt, Error, Table};

/// How many rows are read and written at once: few enough that a transaction is short, and that SQL Server does not lock
/// the table instead of the rows.
pub(super) const PAGE: u32 = 500;

/// A table whose rows can be read in the order of its key.
pub(super) trait Part: Table + Clone + PartialEq {
    /// The next rows behind one of them.
    fn page<C: Connection>(
        after: Option<&Verbatim<Self>>,
        connection: &mut C,
    ) -> impl Future<Output = Result<Vec<Verbatim<Self>>, Error>> + Send;

    /// The row with the highest key.
    fn highest<C: Connection>(
        connection: &mut C,
    ) -> impl Future<Output = Result<Option<Verbatim<Self>>, Error>> + Send;

    /// How many rows there are.
    fn count<C: Connection>(connection: &mut C) -> impl Future<Output = Result<u64, Error>> + Send;

    /// The row with the key of another one.
    fn twin<C: Connection>(
        row: &Verbatim<Self>,
        connection: &mut C,
    ) -> impl Future<Output = Result<Option<Verbatim<Self>>, Error>> + Send;
}

macro_rules! part {
    ($table:ident, |$row:ident| $key:expr) => {
        impl Part for $table {
            async fn page<C: Connection>(
                after: Option<&Verbatim<Self>>,
                connection: &mut C,
            ) -> Result<Vec<Verbatim<Self>>, Error> {
                let after = after.map(Verbatim::without_json).transpose()?;
                let select = Self::in_order(after.as_ref().map(|$row| $key), PAGE);
                let ready = select.statement(connection.dialect())?;
                verbatim::all(connection, ready).await
            }

            async fn highest<C: Connection>(connection: &mut C) -> Result<Option<Verbatim<Self>>, Error> {
                let select = Self::last();
                let ready = select.statement(connection.dialect())?;
                Ok(verbatim::all(connection, ready).await?.pop())
            }

            async fn count<C: Connection>(connection: &mut C) -> Result<u64, Error> {
                Ok(u64::try_from(Self::rows().total(connection).await?).unwrap_or_default())
            }

            async fn twin<C: Connection>(
                row: &Verbatim<Self>,
                connection: &mut C,
            ) -> Result<Option<Verbatim<Self>>, Error> {
                let $row = &row.without_json()?;
                connection.get::<Verbatim<Self>>($key).await
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
part!(Counter, |row| (row.run_id.as_str(), row.source_key.as_str(), &row.measure, row.shard));
