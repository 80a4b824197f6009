use rust_decimal::Decimal;
use store::Table;

#[derive(Table)]
#[query(select between(price >= :x, discount < :x))]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(precision = 9, scale = 2)]
    price: Decimal,
    #[column(precision = 9, scale = 4)]
    discount: Decimal,
}

fn main() {}
