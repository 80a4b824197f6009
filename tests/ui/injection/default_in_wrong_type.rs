// A text cannot slip in where a number stands.

use rust_decimal::Decimal;
use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = "0); DROP TABLE users; --")]
    number: i32,
    #[column(default = "1 OR 1=1")]
    flag: bool,
    #[column(precision = 9, scale = 2, default = "0.0'--")]
    price: Decimal,
}

fn main() {}
