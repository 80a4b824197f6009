//! Tests of the mock server through tiberius, the driver of store-mssql.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a failure fails the test")]

mod attention;
mod cuts;
mod login;
mod params;
mod responses;
mod rows;
mod tls;
mod transactions;

use store_tds_mock::Server;
use tiberius::{AuthMethod, Config, EncryptionLevel};
use tokio::net::TcpStream;
use tokio_util::compat::{Compat, TokioAsyncWriteCompatExt};

type Client = tiberius::Client<Compat<TcpStream>>;

/// Creates a configuration without encryption.
fn config(server: &Server) -> Config {
    let mut config = Config::new();
    config.host("localhost");
    config.port(server.port());
    config.authentication(AuthMethod::sql_server("sa", "pässword"));
    config.encryption(EncryptionLevel::NotSupported);
    config
}

async fn connect(config: Config) -> tiberius::Result<Client> {
    let tcp =
        TcpStream::connect(("127.0.0.1", config.get_addr().rsplit(':').next().unwrap().parse().unwrap()))
            .await?;
    tcp.set_nodelay(true)?;
    Client::connect(config, tcp.compat_write()).await
}

/// Connects a client without encryption.
async fn client(server: &Server) -> Client {
    connect(config(server)).await.unwrap()
}

/// Returns the number of a server error.
fn number(error: &tiberius::error::Error) -> Option<u32> {
    match error {
        tiberius::error::Error::Server(error) => Some(error.code()),
        _ => None,
    }
}
