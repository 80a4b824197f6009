use rust_decimal::Decimal;
use store::Table;
use uuid::Uuid;

#[derive(Table)]
struct Job {
    #[column(primary_key, len = 8)]
    id: i64,
    #[column(len = 16)]
    hash: [u8; 16],
    #[column(len = 36)]
    uuid: Uuid,
    #[column(json, len = 100)]
    data: Vec<i32>,
    #[column(precision = 9, len = 9)]
    price: Decimal,
}

fn main() {}
