//! A connection of the suite to the server that bypasses the backend.

use tiberius::{Client, Config, SqlBrowser};
use tokio::net::TcpStream;
use tokio_util::compat::{Compat, TokioAsyncWriteCompatExt};

/// A plain tiberius connection.
pub(super) struct Server(Client<Compat<TcpStream>>);

impl Server {
    pub(super) async fn connect(text: &str) -> Self {
        let config = Config::from_ado_string(text).unwrap();
        let stream = TcpStream::connect_named(&config).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self(Client::connect(config, stream.compat_write()).await.unwrap())
    }

    /// Returns the tiberius client, as an application would have it.
    pub(super) fn into_client(self) -> Client<Compat<TcpStream>> {
        self.0
    }

    pub(super) async fn babelfish(mut self) -> bool {
        let row = self.0.simple_query("SELECT CAST(SERVERPROPERTY('babelfish') AS INT)").await.unwrap();
        row.into_row().await.unwrap().unwrap().get::<i32, _>(0) == Some(1)
    }

    /// Drops a schema with all its views and tables.
    pub(super) async fn remove(mut self, schema: &str) {
        let query = format!(
            "SELECT TABLE_NAME, CASE TABLE_TYPE WHEN 'VIEW' THEN 'VIEW' ELSE 'TABLE' END AS KIND FROM INFORMATION_SCHEMA.TABLES \
             WHERE TABLE_SCHEMA = '{schema}' ORDER BY KIND DESC, TABLE_NAME DESC"
        );
        let rows = self.0.simple_query(query).await.unwrap().into_first_result().await.unwrap();
        // In this order a view comes before the views and tables that it selects from, and a table before those that it references.
        for row in rows {
            let (name, kind): (&str, &str) = (row.get(0).unwrap(), row.get(1).unwrap());
            self.run(&format!("DROP {kind} [{schema}].[{name}]")).await;
        }
        self.run(&format!("IF SCHEMA_ID('{schema}') IS NOT NULL EXEC('DROP SCHEMA [{schema}]')")).await;
    }

    /// Returns the number that a query returns.
    pub(super) async fn count(&mut self, query: &str) -> i32 {
        let row = self.0.simple_query(query).await.unwrap().into_row().await.unwrap();
        row.unwrap().get(0).unwrap()
    }

    pub(super) async fn run(&mut self, text: &str) {
        self.try_run(text).await.unwrap();
    }

    pub(super) async fn try_run(&mut self, text: &str) -> tiberius::Result<()> {
        self.0.simple_query(text).await?.into_results().await.map(|_| ())
    }
}
