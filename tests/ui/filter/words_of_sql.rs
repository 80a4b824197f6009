use chrono::{DateTime, Utc};
use store::Table;

#[derive(Table)]
#[query(select a(status <> 5))]
#[query(select b(status = 1), order_by(id))]
#[query(select c(created_at > now() - 5))]
#[query(select d(created_at > now() - minutes))]
#[query(select e() where(status = 1))]
#[query(select f() filter(status = 1))]
#[query(select g() order_by(id) page(5))]
#[query(select h(status = 1 and id = 2))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    created_at: DateTime<Utc>,
}

fn main() {}
