use chrono::NaiveDate;
use store::{Field, Table};

#[derive(Field)]
struct Day(NaiveDate);

#[derive(Table)]
#[query(update touch(id) set(day = now()))]
struct Job {
    #[column(primary_key)]
    id: i64,
    day: Day,
}

fn main() {}
