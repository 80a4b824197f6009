use chrono::NaiveDate;
use store::Table;

#[derive(Table)]
#[query(select a(id < now()))]
#[query(select b(day = now()))]
#[query(update c(id) set(note = now()))]
struct Job {
    #[column(primary_key)]
    id: i64,
    day: NaiveDate,
    note: String,
}

fn main() {}
