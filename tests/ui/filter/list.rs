use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use store::Table;

#[derive(Table)]
#[query(select a(number in :list))]
#[query(select b(data in :list?))]
#[query(select c(created_at in :list))]
#[query(select d(price in :list))]
#[query(select e(hash in :list))]
#[query(select f(id in ()))]
#[query(select g(id in [1, 2]))]
#[query(select h(id in list))]
struct Job {
    #[column(primary_key)]
    id: i64,
    number: f64,
    data: Vec<u8>,
    created_at: DateTime<Utc>,
    #[column(precision = 9, scale = 2)]
    price: Decimal,
    hash: [u8; 32],
}

fn main() {}
