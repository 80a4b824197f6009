use store::Table;

#[derive(Table)]
#[query(select a(data))]
#[query(select b(data = "{}"))]
#[query(select c(data in :list))]
#[query(select d(point != :other))]
struct Job {
    #[column(primary_key)]
    id: i64,
    data: serde_json::Value,
    #[column(json)]
    point: Vec<i32>,
}

fn main() {}
