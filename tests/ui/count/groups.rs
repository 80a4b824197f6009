use rust_decimal::Decimal;
use store::Table;
use uuid::Uuid;

#[derive(Table)]
#[query(count a() group_by(data))]
#[query(count b() group_by(price))]
#[query(count c() group_by(id, s1, s2, s3, s4))]
#[query(count d() group_by(s1, s1))]
#[query(count e() group_by(s5))]
#[query(count f() group_by(uuid))]
struct Job {
    #[column(primary_key)]
    id: i64,
    data: serde_json::Value,
    #[column(precision = 9, scale = 2)]
    price: Decimal,
    uuid: Uuid,
    s1: i32,
    s2: i32,
    s3: i32,
    s4: i32,
}

fn main() {}
