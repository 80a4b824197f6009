use rust_decimal::Decimal;
use store::Table;

#[derive(Table)]
#[query(select a(status = note))]
#[query(select b(status < big))]
#[query(select c(price > tax))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    big: i64,
    note: String,
    #[column(precision = 9, scale = 2)]
    price: Decimal,
    #[column(precision = 9, scale = 4)]
    tax: Decimal,
}

fn main() {}
