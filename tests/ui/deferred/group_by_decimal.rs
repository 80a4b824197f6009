use rust_decimal::Decimal;
use store::{Field, Table};

#[derive(Field)]
#[field(precision = 9, scale = 2)]
struct Money(Decimal);

#[derive(Table)]
#[query(count some() group_by(price))]
struct Job {
    #[column(primary_key)]
    id: i64,
    price: Money,
}

fn main() {}
