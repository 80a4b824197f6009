//! The SQL cases with store-sqlite, on a direct connection.

use store::{Transaction, prelude::*};
use store_bench_worker::{About, PRAGMAS, SqlJob, SqlLibrary};
use store_sqlite::{Blocking, SqliteConnection, SqliteOptions};

use super::item::Item;

/// A direct connection of store-sqlite.
pub(crate) struct Store(SqliteConnection);

type InTransaction<'b, 't> = Blocking<'b, Transaction<'t, SqliteConnection>>;

impl Store {
    fn transaction<T>(&mut self, run: impl FnOnce(&mut InTransaction<'_, '_>) -> Result<T, Error>) -> T {
        self.0.blocking().transaction(run).unwrap()
    }
}

impl SqlLibrary for Store {
    type Item = Item;

    fn open(job: &SqlJob) -> Self {
        let mut connection = SqliteConnection::open(&SqliteOptions::new(&job.file)).unwrap();
        for sql in PRAGMAS {
            connection.as_rusqlite().execute_batch(sql).unwrap();
        }
        connection.blocking().create::<Item>().unwrap();
        Self(connection)
    }

    fn about(&mut self) -> About {
        About {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            sqlite: rusqlite::version().to_owned(),
            notes: Vec::new(),
        }
    }

    fn insert_if_absent(&mut self, rows: &[Item]) -> usize {
        self.transaction(|connection| {
            let mut inserted = 0;
            for row in rows {
                inserted += usize::from(connection.insert_if_absent(row)? == Outcome::Inserted);
            }
            Ok(inserted)
        })
    }

    fn upsert(&mut self, rows: &[Item]) {
        self.transaction(|connection| rows.iter().try_for_each(|row| connection.upsert(row).map(drop)));
    }

    fn get(&mut self, keys: &[String]) -> usize {
        let mut connection = self.0.blocking();
        keys.iter()
            .filter(|key| connection.get::<Item>(key).unwrap().is_some_and(|row| row.id == **key))
            .count()
    }

    fn select_all(&mut self) -> Vec<Item> {
        self.0.blocking().run(async |connection| Item::every().all(connection).await).unwrap()
    }

    fn claim(&mut self, limit: u32, calls: usize) -> usize {
        self.transaction(|connection| {
            let mut claimed = 0;
            for _ in 0..calls {
                claimed += connection.run(async |connection| Item::claim(limit).all(connection).await)?.len();
            }
            Ok(claimed)
        })
    }

    fn execute(&mut self, sql: &str) {
        self.0.as_rusqlite().execute_batch(sql).unwrap();
    }
}
