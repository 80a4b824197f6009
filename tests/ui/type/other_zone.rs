use chrono::{DateTime, FixedOffset};
use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    at: DateTime<FixedOffset>,
}

fn main() {}
