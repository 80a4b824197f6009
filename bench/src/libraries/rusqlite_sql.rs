//! The SQL cases, written by hand with rusqlite and cached statements: the ceiling.

use rusqlite::{Connection, Row, params};
use store::prelude::*;
use store_bench_worker::{About, SqlJob, SqlLibrary, sort_claimed};

use super::item::Item;

/// A connection of rusqlite.
pub(crate) struct Rusqlite {
    connection: Connection,
    claim: String,
}

impl Rusqlite {
    fn transaction<T>(&self, run: impl FnOnce(&Connection) -> T) -> T {
        self.connection.execute_batch("BEGIN IMMEDIATE").unwrap();
        let result = run(&self.connection);
        self.connection.execute_batch("COMMIT").unwrap();
        result
    }

    fn write(connection: &Connection, sql: &str, item: &Item) -> usize {
        connection
            .prepare_cached(sql)
            .unwrap()
            .execute(params![
                item.id,
                item.source,
                item.external_key,
                item.status,
                item.priority,
                item.attempt,
                item.title,
                item.created,
                item.note
            ])
            .unwrap()
    }

    /// The parameters of the update have the key at the end.
    fn update(connection: &Connection, sql: &str, item: &Item) -> usize {
        connection
            .prepare_cached(sql)
            .unwrap()
            .execute(params![
                item.source,
                item.external_key,
                item.status,
                item.priority,
                item.attempt,
                item.title,
                item.created,
                item.note,
                item.id
            ])
            .unwrap()
    }

    fn read(row: &Row<'_>) -> rusqlite::Result<Item> {
        Ok(Item {
            id: row.get(0)?,
            source: row.get(1)?,
            external_key: row.get(2)?,
            status: row.get(3)?,
            priority: row.get(4)?,
            attempt: row.get(5)?,
            title: row.get(6)?,
            created: row.get(7)?,
            note: row.get(8)?,
        })
    }

    fn rows(connection: &Connection, sql: &str, params: impl rusqlite::Params) -> Vec<Item> {
        let mut statement = connection.prepare_cached(sql).unwrap();
        statement.query_map(params, Self::read).unwrap().map(Result::unwrap).collect()
    }
}

impl SqlLibrary for Rusqlite {
    type Item = Item;

    fn open(job: &SqlJob) -> Self {
        let connection = Connection::open(&job.file).unwrap();
        for sql in job.setup() {
            connection.execute_batch(sql).unwrap();
        }
        Self { connection, claim: job.claim.clone() }
    }

    fn about(&mut self) -> About {
        About {
            version: "0.39".to_owned(),
            sqlite: rusqlite::version().to_owned(),
            notes: vec![
                "`prepare_cached`; an upsert updates first, and inserts when no row was updated".to_owned(),
            ],
        }
    }

    fn insert_if_absent(&mut self, rows: &[Item]) -> usize {
        let sql = Item::SQL.of(Dialect::Sqlite).insert_if_absent();
        self.transaction(|connection| rows.iter().map(|row| Self::write(connection, sql, row)).sum())
    }

    fn upsert(&mut self, rows: &[Item]) {
        let sql = Item::SQL.of(Dialect::Sqlite);
        self.transaction(|connection| {
            for row in rows {
                if Self::update(connection, sql.update(), row) == 0 {
                    Self::write(connection, sql.insert(), row);
                }
            }
        });
    }

    fn get(&mut self, keys: &[String]) -> usize {
        let sql = Item::SQL.of(Dialect::Sqlite).select();
        let found = |key: &String| {
            self.connection.prepare_cached(sql).unwrap().query_row([key], Self::read).unwrap().id == *key
        };
        keys.iter().filter(|key| found(key)).count()
    }

    fn select_all(&mut self) -> Vec<Item> {
        Self::rows(&self.connection, Item::every().sql(Dialect::Sqlite), [])
    }

    fn claim(&mut self, limit: u32, calls: usize) -> usize {
        self.transaction(|connection| {
            let mut claimed = 0;
            for _ in 0..calls {
                let mut rows = Self::rows(connection, &self.claim, [limit]);
                sort_claimed(&mut rows);
                claimed += rows.len();
            }
            claimed
        })
    }

    fn execute(&mut self, sql: &str) {
        self.connection.execute_batch(sql).unwrap();
    }
}
