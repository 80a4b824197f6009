//! The cost of a call of store-mssql, and of the same statement by hand over tiberius.

use serde::{Deserialize, Serialize};
use store::prelude::*;
use store_bench_worker::{Figure, Metric, Stopwatch, items};
use store_mssql::tiberius::{AuthMethod, Client, Config, EncryptionLevel, Row};
use store_mssql::{Encryption, MssqlConnection, MssqlOptions};
use tokio::net::TcpStream;
use tokio_util::compat::{Compat, TokioAsyncWriteCompatExt as _};

use crate::allocations;
use crate::libraries::Item;

/// Calls to a mock server.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct ClientJob {
    /// The port of the mock server, on this machine.
    pub(crate) port: u16,
    pub(crate) calls: u32,
}

/// The number of rows that the mock server returns for the select.
pub(crate) const SELECTED: usize = 100;

/// The names of the cases, in order.
pub(crate) const CLIENT_CASES: [&str; 3] = ["get by key", "select 100 rows", "upsert"];

/// Runs a case: first for the CPU time, then for the allocations.
async fn measure(case: &str, calls: u32, mut call: impl AsyncFnMut()) -> Vec<Figure> {
    // Statements are prepared and buffers are grown before.
    for _ in 0..calls / 10 {
        call().await;
    }
    let watch = Stopwatch::start();
    for _ in 0..calls {
        call().await;
    }
    let cpu = watch.cpu().as_secs_f64() * 1e6 / f64::from(calls);
    let allocations = allocations::count(async {
        for _ in 0..calls {
            call().await;
        }
    })
    .await;
    let allocations = u32::try_from(allocations).map_or(f64::INFINITY, f64::from) / f64::from(calls);
    vec![Figure::new(case, Metric::CpuMicros, cpu), Figure::new(case, Metric::Allocations, allocations)]
}

/// Measures store-mssql.
pub(super) async fn run_store(job: &ClientJob) -> Vec<Figure> {
    let options = MssqlOptions::new("127.0.0.1", "bench")
        .port(job.port)
        .login("bench", "bench")
        .encryption(Encryption::Off);
    let mut connection = MssqlConnection::open(&options).await.unwrap();
    let [get, select_all, upsert] = CLIENT_CASES;
    let item: Item = items(1).next().unwrap().into();
    let mut figures = measure(get, job.calls, async || {
        assert!(connection.get::<Item>(&item.id).await.unwrap().is_some());
    })
    .await;
    figures.extend(
        measure(select_all, job.calls, async || {
            assert_eq!(Item::every().all(&mut connection).await.unwrap().len(), SELECTED);
        })
        .await,
    );
    figures.extend(
        measure(upsert, job.calls, async || {
            assert_eq!(connection.upsert(&item).await.unwrap(), Outcome::Inserted);
        })
        .await,
    );
    figures
}

fn read(row: &Row) -> Item {
    let text = |at: usize| row.get::<&str, _>(at).unwrap().to_owned();
    Item {
        id: text(0),
        source: text(1),
        external_key: text(2),
        status: text(3),
        priority: row.get(4).unwrap(),
        attempt: row.get(5).unwrap(),
        title: text(6),
        created: row.get(7).unwrap(),
        note: row.get::<&str, _>(8).map(str::to_owned),
    }
}

async fn query_one(client: &mut Client<Compat<TcpStream>>, key: &str) -> Option<Item> {
    let sql = Item::SQL.of(Dialect::Mssql).select();
    let rows = client.query(sql, &[&key]).await.unwrap().into_first_result().await.unwrap();
    rows.first().map(read)
}

async fn query_all(client: &mut Client<Compat<TcpStream>>) -> Vec<Item> {
    let rows = client.query(Item::every().sql(Dialect::Mssql), &[]).await.unwrap();
    rows.into_first_result().await.unwrap().iter().map(read).collect()
}

async fn query_upsert(client: &mut Client<Compat<TcpStream>>, item: &Item) -> String {
    let Item { id, source, external_key, status, priority, attempt, title, created, note } = item;
    let params: [&dyn store_mssql::tiberius::ToSql; 9] = [
        &id.as_str(),
        &source.as_str(),
        &external_key.as_str(),
        &status.as_str(),
        priority,
        attempt,
        &title.as_str(),
        created,
        &note.as_deref(),
    ];
    let rows = client.query(Item::SQL.of(Dialect::Mssql).upsert(), &params).await.unwrap();
    let rows = rows.into_first_result().await.unwrap();
    rows[0].get::<&str, _>(0).unwrap().to_owned()
}

/// Measures tiberius.
pub(super) async fn run_tiberius(job: &ClientJob) -> Vec<Figure> {
    let mut config = Config::new();
    config.authentication(AuthMethod::sql_server("bench", "bench"));
    config.encryption(EncryptionLevel::NotSupported);
    let stream = TcpStream::connect(("127.0.0.1", job.port)).await.unwrap();
    stream.set_nodelay(true).unwrap();
    let mut client = Client::connect(config, stream.compat_write()).await.unwrap();
    let [get, select_all, upsert] = CLIENT_CASES;
    let item: Item = items(1).next().unwrap().into();
    let mut figures = measure(get, job.calls, async || {
        assert!(query_one(&mut client, &item.id).await.is_some());
    })
    .await;
    figures.extend(
        measure(select_all, job.calls, async || {
            assert_eq!(query_all(&mut client).await.len(), SELECTED);
        })
        .await,
    );
    figures.extend(
        measure(upsert, job.calls, async || {
            assert_eq!(query_upsert(&mut client, &item).await, "inserted");
        })
        .await,
    );
    figures
}
