// Types of which no constant can be written in an attribute.

use chrono::{DateTime, NaiveDate, Utc};
use store::Table;
use uuid::Uuid;

#[derive(Table)]
#[query(select a(uuid = "67e55044-10b1-426f-9247-bb680e5fe0c8"))]
#[query(select b(data != "abc"))]
#[query(select c(day < "2024-01-01"))]
#[query(update d(id) set(created_at = "2024-01-01T00:00:00Z", json = "{}"))]
struct Job {
    #[column(primary_key)]
    id: i64,
    uuid: Uuid,
    data: Vec<u8>,
    day: NaiveDate,
    #[column(default = 0)]
    created_at: DateTime<Utc>,
    #[column(json, default = "[]")]
    json: Vec<i32>,
}

fn main() {}
