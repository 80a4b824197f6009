//! Loads rows into a temporary table.

use futures_util::io::{AsyncRead, AsyncWrite};
use store_core::schema::TableModel;
use store_core::{BulkInsertSql, Error, ErrorKind};
use tiberius::error::Error as DriverError;
use tiberius::{Client, SqlBulkCopyOption, TokenRow};

use super::without_driver_tracing::without_driver_tracing;
use super::{Driver, Session};

impl<D: Driver> Session<D> {
    /// Loads rows into the temporary table of a bulk insert, up to the first error of `rows`, and returns their number. After an
    /// error of a row the session is usable, and the caller rolls back.
    pub(crate) async fn bulk_load(
        &mut self,
        sql: &BulkInsertSql,
        table: &TableModel<'_>,
        rows: impl Iterator<Item = Result<TokenRow<'static>, Error>> + Send,
    ) -> Result<u64, Error> {
        self.begin_request()?;
        let columns: Vec<&str> = sql.columns.iter().map(String::as_str).collect();
        let loaded = load(self.driver.client(), sql.staging, &columns, rows).await;
        self.end_request(loaded, Some(table))?.map_err(|error| match error.table() {
            Some(_) => error,
            None => error.with_table(table.name.to_owned()),
        })
    }
}

/// Loads rows; the inner result is an error of a row.
async fn load<S: AsyncRead + AsyncWrite + Unpin + Send>(
    client: &mut Client<S>,
    table: &str,
    columns: &[&str],
    rows: impl Iterator<Item = Result<TokenRow<'static>, Error>> + Send,
) -> tiberius::Result<Result<u64, Error>> {
    // Only this session sees the table; with its lock, the load is logged minimally.
    let options = SqlBulkCopyOption::TableLock.into();
    let begun = client.bulk_insert_with_options(table, columns, options, &[]);
    let mut request = without_driver_tracing(begun).await?;
    let mut loaded = Ok(0);
    for row in rows {
        let refused = match row {
            Ok(row) => match without_driver_tracing(request.send(row)).await {
                Ok(()) => None,
                // The driver has sent nothing of the row.
                Err(DriverError::BulkInput(_)) => Some(unfit()),
                Err(error) => return Err(error),
            },
            Err(error) => Some(error),
        };
        match refused {
            None => loaded = loaded.map(|count| count + 1),
            Some(error) => {
                loaded = Err(error);
                break;
            }
        }
    }
    // A load cannot be cancelled: it is ended with the rows so far.
    without_driver_tracing(request.finalize()).await?;
    Ok(loaded)
}

/// The message of the driver would show the value.
fn unfit() -> Error {
    Error::new(ErrorKind::InvalidValue, "a value does not have the type or the length of its column")
}
