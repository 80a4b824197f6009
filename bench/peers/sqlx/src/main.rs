//! The SQL cases with sqlx: `query` and `query_as`, whose statements each connection caches.

use sqlx::{Connection as _, Executor as _, FromRow, Row as _, SqliteConnection};
use store_bench_worker::{About, SqlJob, SqlLibrary, sort_claimed, sql_main};
use tokio::runtime::Runtime;

#[derive(FromRow)]
struct Item {
    id: String,
    source: String,
    external_key: String,
    status: String,
    priority: i32,
    attempt: i32,
    title: String,
    created: i64,
    note: Option<String>,
}

store_bench_worker::row!(Item);

const INSERT: &str = "
    INSERT INTO bench_items (id, source, external_key, status, priority, attempt, title, created, note)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (id) DO NOTHING";
const UPSERT: &str = "
    INSERT INTO bench_items (id, source, external_key, status, priority, attempt, title, created, note)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (id) DO UPDATE SET
        source = excluded.source, external_key = excluded.external_key, status = excluded.status,
        priority = excluded.priority, attempt = excluded.attempt, title = excluded.title,
        created = excluded.created, note = excluded.note";
const SELECT: &str = "
    SELECT id, source, external_key, status, priority, attempt, title, created, note FROM bench_items WHERE id = ?1";
const SELECT_ALL: &str = "
    SELECT id, source, external_key, status, priority, attempt, title, created, note FROM bench_items ORDER BY id";

struct Sqlx {
    runtime: Runtime,
    connection: SqliteConnection,
    claim: &'static str,
}

async fn write(connection: &mut SqliteConnection, sql: &'static str, rows: &[Item]) -> usize {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await.unwrap();
    let mut written = 0;
    for row in rows {
        let query = sqlx::query(sql)
            .bind(&row.id)
            .bind(&row.source)
            .bind(&row.external_key)
            .bind(&row.status)
            .bind(row.priority)
            .bind(row.attempt)
            .bind(&row.title)
            .bind(row.created)
            .bind(&row.note);
        written += query.execute(&mut *transaction).await.unwrap().rows_affected();
    }
    transaction.commit().await.unwrap();
    usize::try_from(written).unwrap()
}

impl SqlLibrary for Sqlx {
    type Item = Item;

    fn open(job: &SqlJob) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let connection = runtime.block_on(async {
            let url = format!("sqlite://{}?mode=rwc", job.file.display());
            let mut connection = SqliteConnection::connect(&url).await.unwrap();
            for sql in job.setup() {
                connection.execute(sqlx::AssertSqlSafe(sql)).await.unwrap();
            }
            connection
        });
        Self { runtime, connection, claim: job.claim.clone().leak() }
    }

    fn about(&mut self) -> About {
        let version = sqlx::query("SELECT sqlite_version()").fetch_one(&mut self.connection);
        About {
            version: "0.9.0".to_owned(),
            sqlite: self.runtime.block_on(version).unwrap().get(0),
            notes: vec![
                "one connection, cached statements; each connection has a thread of its own".to_owned(),
            ],
        }
    }

    fn insert_if_absent(&mut self, rows: &[Item]) -> usize {
        self.runtime.block_on(write(&mut self.connection, INSERT, rows))
    }

    fn upsert(&mut self, rows: &[Item]) {
        self.runtime.block_on(write(&mut self.connection, UPSERT, rows));
    }

    fn get(&mut self, keys: &[String]) -> usize {
        self.runtime.block_on(async {
            let mut found = 0;
            for key in keys {
                let query = sqlx::query_as::<_, Item>(SELECT).bind(key);
                found += usize::from(query.fetch_one(&mut self.connection).await.unwrap().id == *key);
            }
            found
        })
    }

    fn select_all(&mut self) -> Vec<Item> {
        self.runtime.block_on(sqlx::query_as(SELECT_ALL).fetch_all(&mut self.connection)).unwrap()
    }

    fn claim(&mut self, limit: u32, calls: usize) -> usize {
        let claim = self.claim;
        self.runtime.block_on(async {
            let mut transaction = self.connection.begin_with("BEGIN IMMEDIATE").await.unwrap();
            let mut claimed = 0;
            for _ in 0..calls {
                let query = sqlx::query_as::<_, Item>(claim).bind(limit);
                let mut rows = query.fetch_all(&mut *transaction).await.unwrap();
                sort_claimed(&mut rows);
                claimed += rows.len();
            }
            transaction.commit().await.unwrap();
            claimed
        })
    }

    fn execute(&mut self, sql: &str) {
        self.runtime.block_on(self.connection.execute(sqlx::AssertSqlSafe(sql))).unwrap();
    }
}

fn main() {
    sql_main::<Sqlx>();
}
