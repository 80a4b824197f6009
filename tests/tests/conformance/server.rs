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

    /// Drops a schema with all its tables.
    pub(super) async fn remove(mut self, schema: &str) {
        let query = format!(
            "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = '{schema}' ORDER BY TABLE_NAME DESC"
        );
        let rows = self.0.simple_query(query).await.unwrap().into_first_result().await.unwrap();
        // In this order a table comes before the tables that it references.
        for row in rows {
            let table: &str = row.get(0).unwrap();
            self.run(&format!("DROP TABLE [{schema}].[{table}]")).await;
        }
        self.run(&format!("IF SCHEMA_ID('{schema}') IS NOT NULL EXEC('DROP SCHEMA [{schema}]')")).await;
    }

    pub(super) async fn run(&mut self, text: &str) {
        self.0.simple_query(text).await.unwrap().into_results().await.unwrap();
    }
}
