use chrono::{DateTime, Utc};
use store::Table;

#[derive(Table)]
#[query(select a() order_by(created_at) page)]
#[query(select b() page)]
struct Job {
    #[column(primary_key)]
    id: i64,
    created_at: DateTime<Utc>,
}

fn main() {}
