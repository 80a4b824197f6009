//! Requests whose responses have several result sets.

use futures_util::TryStreamExt;
use futures_util::io::{AsyncRead, AsyncWrite};
use store_core::Error;
use store_core::schema::TableModel;
use tiberius::{Client, Column, Query, QueryItem, Row};

use super::without_driver_tracing::without_driver_tracing;
use super::{Driver, Session};
use crate::value::Param;

/// A reader of result sets.
pub(crate) trait ResultSets: Send {
    /// Begins the next result set.
    fn begin(&mut self, columns: &[Column]);

    /// Reads a row of the current result set.
    fn row(&mut self, row: &Row);

    /// Returns the table of the statement whose results come next, which an error concerns.
    fn table(&self) -> &TableModel<'_>;
}

impl<D: Driver> Session<D> {
    /// Runs a request and reads its response to the end.
    pub(crate) async fn query_sets(
        &mut self,
        sql: String,
        params: Vec<Param<'_>>,
        sets: &mut impl ResultSets,
    ) -> Result<(), Error> {
        let mut query = Query::new(sql);
        query.bind_iter(params);
        self.begin_request()?;
        let result = read_sets(self.driver.client(), query, sets).await;
        match self.end_request(result, Some(sets.table())) {
            Ok(()) => Ok(()),
            Err(error) => Err(self.clean_up_after(error).await),
        }
    }
}

async fn read_sets<S: AsyncRead + AsyncWrite + Unpin + Send>(
    client: &mut Client<S>,
    query: Query<'_>,
    sets: &mut impl ResultSets,
) -> tiberius::Result<()> {
    let mut stream = without_driver_tracing(query.query(client)).await?;
    while let Some(item) = without_driver_tracing(stream.try_next()).await? {
        match item {
            QueryItem::Metadata(metadata) => sets.begin(metadata.columns()),
            QueryItem::Row(row) => sets.row(&row),
        }
    }
    Ok(())
}
