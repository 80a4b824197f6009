use chrono::NaiveDate;
use rust_decimal::Decimal;
use store::Table;

#[derive(Table)]
#[query(update a(id) set(note += "x", flag -= true, day = day + 1))]
#[query(update b(id) set(price *= 2))]
struct Job {
    #[column(primary_key)]
    id: i64,
    note: String,
    flag: bool,
    day: NaiveDate,
    #[column(precision = 9, scale = 2)]
    price: Decimal,
}

fn main() {}
