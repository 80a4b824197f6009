use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    data: Vec<Option<u8>>,
}

fn main() {}
