use chrono::{DateTime, Utc};
use store::Table;

#[derive(Table)]
#[table(index(columns(id), filter(created_at = "2024-01-01", data is null, flag = 1)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    flag: bool,
    created_at: DateTime<Utc>,
    data: Option<serde_json::Value>,
}

fn main() {}
