use rust_decimal::Decimal;
use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(precision = 0)]
    a: Decimal,
    #[column(precision = 29, scale = 2)]
    b: Decimal,
    #[column(precision = 9, scale = 10)]
    c: Decimal,
}

fn main() {}
