//! The queue cases on a table of jobs, written by hand with rusqlite: what a program does without a library.

use std::path::Path;
use std::sync::Mutex;
use std::thread;

use rusqlite::{Connection, params};
use store_bench_worker::{About, QueueLibrary, page_uri};

/// The name of this queue in the tables.
pub(crate) const PLAIN_SQL: &str = "plain SQL";

const SCHEMA: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    CREATE TABLE jobs (
        id INTEGER PRIMARY KEY,
        uri TEXT NOT NULL UNIQUE,
        status TEXT NOT NULL DEFAULT 'pending',
        lease_until INTEGER,
        result TEXT
    );
    CREATE INDEX ix_jobs_pending ON jobs (id) WHERE status = 'pending';
";

const CLAIM: &str = "
    UPDATE jobs SET status = 'running', lease_until = unixepoch() + 300
    WHERE id IN (SELECT id FROM jobs WHERE status = 'pending' ORDER BY id LIMIT ?1)
    RETURNING id, uri";

/// A connection that threads share.
pub(crate) struct PlainQueue(Mutex<Connection>);

impl PlainQueue {
    fn claim(&self, batch: u32) -> Vec<(i64, String)> {
        let connection = self.0.lock().unwrap();
        let mut statement = connection.prepare_cached(CLAIM).unwrap();
        let rows = statement.query_map([batch], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.map(Result::unwrap).collect()
    }

    fn complete(&self, jobs: &[(i64, String)]) {
        let mut connection = self.0.lock().unwrap();
        let transaction = connection.transaction().unwrap();
        {
            let sql = "UPDATE jobs SET status = 'done', lease_until = NULL, result = ?2 WHERE id = ?1";
            let mut statement = transaction.prepare_cached(sql).unwrap();
            for (id, result) in jobs {
                assert_eq!(statement.execute(params![id, result]).unwrap(), 1);
            }
        }
        transaction.commit().unwrap();
    }

    fn work(&self, batch: u32) -> usize {
        let mut done = 0;
        loop {
            let jobs = self.claim(batch);
            if jobs.is_empty() {
                return done;
            }
            self.complete(&jobs);
            done += jobs.len();
        }
    }
}

impl QueueLibrary for PlainQueue {
    fn open(file: &Path) -> Self {
        let connection = Connection::open(file).unwrap();
        connection.execute_batch(SCHEMA).unwrap();
        Self(Mutex::new(connection))
    }

    fn about(&mut self) -> About {
        About {
            version: "rusqlite 0.39".to_owned(),
            sqlite: rusqlite::version().to_owned(),
            notes: vec![
                "`synchronous = FULL`; one table, one connection guarded by a mutex; no version, counters, retries, or \
                 check of the lease"
                    .to_owned(),
            ],
        }
    }

    fn enqueue(&mut self, first: usize, count: usize) {
        let transaction = self.0.get_mut().unwrap().transaction().unwrap();
        {
            let sql = "INSERT INTO jobs (uri) VALUES (?1) ON CONFLICT (uri) DO NOTHING";
            let mut statement = transaction.prepare_cached(sql).unwrap();
            for number in first..first + count {
                assert_eq!(statement.execute([page_uri(number)]).unwrap(), 1);
            }
        }
        transaction.commit().unwrap();
    }

    fn drain(&mut self, items: usize, tasks: usize, batch: u32) {
        let done: usize = thread::scope(|scope| {
            let queue = &*self;
            let threads: Vec<_> = (0..tasks).map(|_| scope.spawn(move || queue.work(batch))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        assert_eq!(done, items);
    }
}
