use store::Table;
use uuid::Uuid;

#[derive(Table)]
#[query(select a(uuid > :from))]
#[query(select b(flag < true))]
#[query(select c() order_by(uuid))]
#[query(select d() order_by(flag))]
#[query(select e() order_by(data))]
#[query(claim f(flag = false) order_by(uuid) set(flag = true))]
struct Job {
    #[column(primary_key)]
    id: i64,
    uuid: Uuid,
    flag: bool,
    data: serde_json::Value,
}

fn main() {}
