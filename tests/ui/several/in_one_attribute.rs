// Faults of meaning in one attribute are reported together.

use store::Table;

#[derive(Table)]
#[query(select some(statsu = 1, note = 5, flag > true, id = null) order_by(data, nothing) limit(0))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    note: String,
    flag: bool,
    data: serde_json::Value,
}

fn main() {}
