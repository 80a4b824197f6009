use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use store::Table;

#[derive(Table)]
#[query(select a(note = note + "x"))]
#[query(select b(price > price * 2))]
#[query(select c(created_at < created_at + 1))]
struct Job {
    #[column(primary_key)]
    id: i64,
    note: String,
    #[column(precision = 9, scale = 2)]
    price: Decimal,
    created_at: DateTime<Utc>,
}

fn main() {}
