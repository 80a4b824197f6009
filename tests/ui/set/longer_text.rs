use store::Table;

#[derive(Table)]
#[query(update change(id) set(short = long, data = point))]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(len = 5)]
    short: String,
    #[column(len = 50)]
    long: String,
    data: serde_json::Value,
    #[column(json)]
    point: Vec<i32>,
}

fn main() {}
