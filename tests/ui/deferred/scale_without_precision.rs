use rust_decimal::Decimal;
use store::{Field, Table};

#[derive(Field)]
#[field(precision = 9, scale = 2)]
struct Money(Decimal);

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(scale = 5)]
    price: Money,
}

fn main() {}
