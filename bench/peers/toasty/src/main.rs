//! The SQL cases with toasty: its models, on a pool of one connection.

use store_bench_worker::{About, Job, PRAGMAS, SqlJob, SqlLibrary, print, run_sql};
use toasty::Db;
use toasty::stmt::Value;
use tokio::runtime::Runtime;

#[derive(Debug, toasty::Model)]
#[table = "bench_items"]
struct Item {
    #[key]
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

struct Toasty {
    runtime: Runtime,
    db: Db,
    claim: String,
}

/// Reads a row of raw SQL, which toasty does not.
fn read(row: Value) -> Item {
    let mut columns = row.into_record().fields.into_iter();
    let mut next = || columns.next().unwrap();
    let text = |value| if let Value::String(text) = value { text } else { panic!("{value:?} is no text") };
    let number =
        |value| if let Value::I64(number) = value { number } else { panic!("{value:?} is no number") };
    Item {
        id: text(next()),
        source: text(next()),
        external_key: text(next()),
        status: text(next()),
        priority: number(next()).try_into().unwrap(),
        attempt: number(next()).try_into().unwrap(),
        title: text(next()),
        created: number(next()),
        note: match next() {
            Value::Null => None,
            value => Some(text(value)),
        },
    }
}

impl SqlLibrary for Toasty {
    type Item = Item;

    fn open(job: &SqlJob) -> Self {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        let db = runtime.block_on(async {
            let mut builder = Db::builder();
            builder.models(toasty::models!(Item)).max_pool_size(1);
            let mut db = builder.connect(&format!("sqlite:{}", job.file.display())).await.unwrap();
            for sql in PRAGMAS.into_iter().chain(job.schema.iter().map(String::as_str)) {
                toasty::sql::query(sql).exec(&mut db).await.unwrap();
            }
            db
        });
        Self { runtime, db, claim: job.claim.clone() }
    }

    fn about(&mut self) -> About {
        let query = toasty::sql::query("SELECT sqlite_version()").exec(&mut self.db);
        let row = self.runtime.block_on(query).unwrap().remove(0);
        let Some(Value::String(sqlite)) = row.into_record().fields.into_iter().next() else {
            panic!("the version is no text");
        };
        About {
            version: "0.11.0".to_owned(),
            sqlite,
            notes: vec![
                "a pool of one connection; an upsert returns the row; the claim is raw SQL, whose rows are converted by hand"
                    .to_owned(),
            ],
        }
    }

    fn convert(item: store_bench_worker::Item) -> Item {
        let store_bench_worker::Item {
            id,
            source,
            external_key,
            status,
            priority,
            attempt,
            title,
            created,
            note,
        } = item;
        Item { id, source, external_key, status, priority, attempt, title, created, note }
    }

    fn insert_if_absent(&mut self, rows: &[Item]) -> usize {
        self.runtime.block_on(async {
            let mut transaction = self.db.transaction().await.unwrap();
            let mut inserted = 0;
            for row in rows {
                let upsert = Item::upsert_by_id(&row.id)
                    .source(&row.source)
                    .external_key(&row.external_key)
                    .status(&row.status)
                    .priority(row.priority)
                    .attempt(row.attempt)
                    .title(&row.title)
                    .created(row.created)
                    .note(row.note.clone());
                inserted += usize::from(upsert.or_ignore().exec(&mut transaction).await.unwrap().is_some());
            }
            transaction.commit().await.unwrap();
            inserted
        })
    }

    fn upsert(&mut self, rows: &[Item]) {
        self.runtime.block_on(async {
            let mut transaction = self.db.transaction().await.unwrap();
            for row in rows {
                let upsert = Item::upsert_by_id(&row.id)
                    .source(&row.source)
                    .external_key(&row.external_key)
                    .status(&row.status)
                    .priority(row.priority)
                    .attempt(row.attempt)
                    .title(&row.title)
                    .created(row.created)
                    .note(row.note.clone());
                assert_eq!(upsert.exec(&mut transaction).await.unwrap().id, row.id);
            }
            transaction.commit().await.unwrap();
        });
    }

    fn get(&mut self, keys: &[String]) -> usize {
        self.runtime.block_on(async {
            let mut found = 0;
            for key in keys {
                found += usize::from(Item::get_by_id(&mut self.db, key).await.unwrap().id == *key);
            }
            found
        })
    }

    fn select_all(&mut self) -> Vec<Item> {
        let query = Item::all().order_by(Item::fields().id().asc());
        self.runtime.block_on(query.exec(&mut self.db)).unwrap()
    }

    fn claim(&mut self, limit: u32, calls: usize) -> usize {
        self.runtime.block_on(async {
            let mut transaction = self.db.transaction().await.unwrap();
            let mut claimed = 0;
            for _ in 0..calls {
                let claim = toasty::sql::query(self.claim.as_str()).bind(i64::from(limit));
                let rows = claim.exec(&mut transaction).await.unwrap();
                let mut rows: Vec<Item> = rows.into_iter().map(read).collect();
                rows.sort_unstable_by(|a, b| (a.priority, &a.id).cmp(&(b.priority, &b.id)));
                claimed += rows.len();
            }
            transaction.commit().await.unwrap();
            claimed
        })
    }

    fn execute(&mut self, sql: &str) {
        self.runtime.block_on(toasty::sql::query(sql).exec(&mut self.db)).unwrap();
    }
}

fn main() {
    match Job::from_arguments() {
        Job::Sql(job) => print(&run_sql::<Toasty>(&job)),
        Job::Queue(_) => panic!("toasty is no queue"),
    }
}
