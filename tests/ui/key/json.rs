use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(unique)]
    data: serde_json::Value,
}

fn main() {}
