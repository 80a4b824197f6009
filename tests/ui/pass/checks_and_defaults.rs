use rust_decimal::Decimal;
use store::Table;

#[derive(Table)]
#[table(check(name = "ck_attempts", attempt >= 0, any(most is null, attempt <= most)))]
#[table(check(price < 1000.5, flag = true))]
#[table(check(next > attempt))]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = -32768)]
    attempt: i16,
    #[column(default = 0)]
    next: i16,
    most: Option<i16>,
    #[column(precision = 5, scale = 1, default = -9999.9)]
    price: Decimal,
    #[column(default = false)]
    flag: bool,
    #[column(default = 1)]
    number: f64,
    #[column(default = 9223372036854775807)]
    big: i64,
    #[column(len = 4, default = "ab🦀")]
    text: String,
    #[column(len = 4001, max, default = "")]
    long: String,
}

fn main() {
    assert!(Job::SQL.of(store::Dialect::Mssql).create_table().contains("[ck_attempts] CHECK"));
}
