use chrono::{DateTime, Utc};
use store::Table;

#[derive(Table)]
#[query(select a(priority = :x, source = :x))]
#[query(select b(priority = :x, priority in :x))]
#[query(update c(id = :x) set(source = :x))]
#[query(update d(source = :x) set(note = :x))]
#[query(claim e(id = :lease) order_by(id) set(created_at = now() + seconds(:lease)))]
#[query(select f(id = :n) order_by(id) limit(:n))]
struct Job {
    #[column(primary_key)]
    id: i64,
    priority: i32,
    #[column(len = 10)]
    source: String,
    #[column(len = 10)]
    note: Option<String>,
    created_at: DateTime<Utc>,
}

fn main() {}
