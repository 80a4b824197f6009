//! A SQL Server that is reached through a proxy of this program.

use std::io::Read as _;

use serde::{Deserialize, Serialize};
use store_mssql::MssqlOptions;
use store_mssql::tiberius::{Client, Config};
use tokio::net::TcpStream;
use tokio_util::compat::TokioAsyncWriteCompatExt as _;

/// The schema of the benchmark.
pub(super) const SCHEMA: &str = "store_bench";

/// A SQL Server that is reached through a proxy of this program.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ProxiedServer {
    /// The connection string of the server.
    pub(crate) server: String,
    /// The port of the proxy on this machine.
    pub(crate) port: u16,
    /// The port on which the proxy returns the number of requests.
    pub(crate) counter: u16,
}

impl ProxiedServer {
    /// Returns the options of connections through the proxy.
    pub(super) fn options(&self) -> MssqlOptions {
        let options: MssqlOptions = self.server.parse().unwrap();
        let address = self.config().get_addr();
        let (host, _) = address.rsplit_once(':').unwrap();
        options.server("127.0.0.1").unwrap().port(self.port).host_name_in_certificate(host)
    }

    /// Reads the number of requests so far from the proxy.
    pub(super) fn requests(&self) -> u32 {
        let mut number = String::new();
        let mut counter = std::net::TcpStream::connect(("127.0.0.1", self.counter)).unwrap();
        counter.read_to_string(&mut number).unwrap();
        number.parse().unwrap()
    }

    /// Drops the tables of the benchmark.
    pub(super) async fn clear(&self) {
        let config = self.config();
        let stream = TcpStream::connect(config.get_addr()).await.unwrap();
        let mut client = Client::connect(config, stream.compat_write()).await.unwrap();
        let query = format!(
            "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES
             WHERE TABLE_SCHEMA = '{SCHEMA}' AND TABLE_TYPE = 'BASE TABLE'"
        );
        let tables = client.simple_query(query).await.unwrap().into_first_result().await.unwrap();
        for table in tables {
            let drop = format!("DROP TABLE [{SCHEMA}].[{}]", table.get::<&str, _>(0).unwrap());
            client.simple_query(drop).await.unwrap().into_results().await.unwrap();
        }
    }

    fn config(&self) -> Config {
        Config::from_ado_string(&self.server).unwrap()
    }
}
