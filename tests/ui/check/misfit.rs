use rust_decimal::Decimal;
use store::Table;

#[derive(Table)]
#[table(check(status != "done", source in ("a", "longer"), price < 1000))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    #[column(len = 5)]
    source: String,
    #[column(precision = 5, scale = 2)]
    price: Decimal,
}

fn main() {}
