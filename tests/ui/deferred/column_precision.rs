use rust_decimal::Decimal;
use store::{Field, Table};

#[derive(Field)]
struct Money(Decimal);

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(precision = 300)]
    a: Money,
    #[column(precision = 29)]
    b: Money,
    #[column(precision = 5, scale = 9)]
    c: Money,
}

fn main() {}
