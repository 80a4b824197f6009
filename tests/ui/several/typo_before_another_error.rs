use store::Table;
use uuid::Uuid;

#[derive(Table)]
#[query(select some() order_by(statsu, uuid))]
#[query(count groups() group_by(statsu, data))]
#[table(index(columns(status), include(idd, status)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    data: serde_json::Value,
    uuid: Uuid,
}

fn main() {}
