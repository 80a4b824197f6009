use store::Table;

#[derive(Table)]
#[query(select some(statsu?))]
#[query(select other(data = :x?))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    data: serde_json::Value,
}

fn main() {}
