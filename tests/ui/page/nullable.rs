use chrono::{DateTime, Utc};
use store::Table;

#[derive(Table)]
#[query(select all() order_by(done_at, id) page)]
struct Job {
    #[column(primary_key)]
    id: i64,
    done_at: Option<DateTime<Utc>>,
}

fn main() {}
