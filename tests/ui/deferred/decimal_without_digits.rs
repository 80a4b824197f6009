use rust_decimal::Decimal;
use store::{Field, Table};

#[derive(Field)]
struct Money(Decimal);

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    price: Money,
}

fn main() {}
