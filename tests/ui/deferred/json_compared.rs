use store::{Field, Table};

#[derive(Field)]
struct Data(serde_json::Value);

#[derive(Table)]
#[query(select some(data))]
#[query(count groups() group_by(id))]
struct Job {
    #[column(primary_key)]
    id: i64,
    data: Data,
}

fn main() {}
