use rust_decimal::Decimal;
use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    price: Decimal,
    #[column(scale = 2)]
    discount: Option<Decimal>,
}

fn main() {}
