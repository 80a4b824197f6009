use chrono::NaiveDateTime;
use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    at: NaiveDateTime,
}

fn main() {}
