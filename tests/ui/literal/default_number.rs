use rust_decimal::Decimal;
use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = "0.5")]
    a: f64,
    #[column(precision = 5, scale = 2, default = 1000)]
    b: Decimal,
    #[column(precision = 5, scale = 2, default = 1000.0)]
    c: Decimal,
    #[column(precision = 5, scale = 2, default = 0.125)]
    d: Decimal,
    #[column(precision = 5, scale = 2, default = true)]
    e: Decimal,
    #[column(default = 1e3)]
    f: f64,
}

fn main() {}
