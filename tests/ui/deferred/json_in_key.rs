use store::{Field, Table};

#[derive(Field)]
struct Data(serde_json::Value);

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: Data,
}

fn main() {}
