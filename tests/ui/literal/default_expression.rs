use chrono::{DateTime, Utc};
use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = now())]
    created_at: DateTime<Utc>,
    #[column(default = MOST)]
    most: i32,
    #[column(default = 1 + 1)]
    two: i32,
    #[column(default)]
    none: i32,
}

fn main() {}
