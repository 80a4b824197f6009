use store::Table;

#[derive(Table)]
#[table(index(columns(text)))]
#[table(index(columns(bytes)))]
#[table(index(columns(data)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    text: String,
    bytes: Option<Vec<u8>>,
    data: serde_json::Value,
}

fn main() {}
