use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(len = 4001)]
    text: String,
    #[column(len = 8001)]
    data: Option<Vec<u8>>,
}

fn main() {}
