use chrono::{DateTime, Utc};
use store::Table;

#[derive(Table)]
#[table(index(columns(id), filter(created_at > now())))]
struct Job {
    #[column(primary_key)]
    id: i64,
    created_at: DateTime<Utc>,
}

fn main() {}
