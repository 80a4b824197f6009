use rust_decimal::Decimal;
use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key, lenn = 36)]
    id: String,
    #[column(precison = 19, scale = 4)]
    price: Decimal,
}

fn main() {}
