use chrono::{DateTime, Utc};
use store::Table;

#[derive(Table)]
#[query(select a(created_at < today()))]
#[query(select b(created_at < now(3)))]
#[query(select c(created_at < now() - minutes(5)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    created_at: DateTime<Utc>,
}

fn main() {}
