//! The SQL cases with diesel: its query builder, whose statements each connection caches.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::Text;
use diesel::upsert::excluded;
use store_bench_worker::{About, SqlJob, SqlLibrary, sort_claimed, sql_main};

diesel::table! {
    bench_items (id) {
        id -> Text,
        source -> Text,
        external_key -> Text,
        status -> Text,
        priority -> Integer,
        attempt -> Integer,
        title -> Text,
        created -> BigInt,
        note -> Nullable<Text>,
    }
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = bench_items, check_for_backend(diesel::sqlite::Sqlite))]
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

struct Diesel(SqliteConnection);

impl SqlLibrary for Diesel {
    type Item = Item;

    fn open(job: &SqlJob) -> Self {
        let mut connection = SqliteConnection::establish(job.file.to_str().unwrap()).unwrap();
        for sql in job.setup() {
            connection.batch_execute(sql).unwrap();
        }
        Self(connection)
    }

    fn about(&mut self) -> About {
        let version = diesel::select(diesel::dsl::sql::<Text>("sqlite_version()"));
        About {
            version: "2.3.14".to_owned(),
            sqlite: version.get_result(&mut self.0).unwrap(),
            notes: vec!["query builder throughout, also for the claim; cached statements".to_owned()],
        }
    }

    fn insert_if_absent(&mut self, rows: &[Item]) -> usize {
        use bench_items::dsl;
        let inserted: QueryResult<usize> = self.0.immediate_transaction(|connection| {
            let mut inserted = 0;
            for row in rows {
                let insert = diesel::insert_into(dsl::bench_items).values(row);
                inserted += insert.on_conflict(dsl::id).do_nothing().execute(connection)?;
            }
            Ok(inserted)
        });
        inserted.unwrap()
    }

    fn upsert(&mut self, rows: &[Item]) {
        use bench_items::dsl;
        let written: QueryResult<()> = self.0.immediate_transaction(|connection| {
            for row in rows {
                diesel::insert_into(dsl::bench_items)
                    .values(row)
                    .on_conflict(dsl::id)
                    .do_update()
                    .set((
                        dsl::source.eq(excluded(dsl::source)),
                        dsl::external_key.eq(excluded(dsl::external_key)),
                        dsl::status.eq(excluded(dsl::status)),
                        dsl::priority.eq(excluded(dsl::priority)),
                        dsl::attempt.eq(excluded(dsl::attempt)),
                        dsl::title.eq(excluded(dsl::title)),
                        dsl::created.eq(excluded(dsl::created)),
                        dsl::note.eq(excluded(dsl::note)),
                    ))
                    .execute(connection)?;
            }
            Ok(())
        });
        written.unwrap();
    }

    fn get(&mut self, keys: &[String]) -> usize {
        use bench_items::dsl;
        let connection = &mut self.0;
        let mut found = |key: &String| {
            let row: Item =
                dsl::bench_items.find(key).select(Item::as_select()).get_result(connection).unwrap();
            row.id == *key
        };
        keys.iter().filter(|key| found(key)).count()
    }

    fn select_all(&mut self) -> Vec<Item> {
        use bench_items::dsl;
        dsl::bench_items.order(dsl::id).select(Item::as_select()).load(&mut self.0).unwrap()
    }

    fn claim(&mut self, limit: u32, calls: usize) -> usize {
        use bench_items::dsl;
        let waiting = diesel::alias!(bench_items as waiting);
        let claimed: QueryResult<usize> = self.0.immediate_transaction(|connection| {
            let mut claimed = 0;
            for _ in 0..calls {
                let next = waiting
                    .select(waiting.field(dsl::id))
                    .filter(waiting.field(dsl::status).eq("pending"))
                    .order((waiting.field(dsl::priority), waiting.field(dsl::id)))
                    .limit(limit.into());
                let mut rows: Vec<Item> = diesel::update(dsl::bench_items.filter(dsl::id.eq_any(next)))
                    .set((dsl::status.eq("busy"), dsl::attempt.eq(dsl::attempt + 1)))
                    .returning(Item::as_returning())
                    .get_results(connection)?;
                sort_claimed(&mut rows);
                claimed += rows.len();
            }
            Ok(claimed)
        });
        claimed.unwrap()
    }

    fn execute(&mut self, sql: &str) {
        self.0.batch_execute(sql).unwrap();
    }
}

fn main() {
    sql_main::<Diesel>();
}
