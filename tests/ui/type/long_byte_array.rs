use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    hash: [u8; 8001],
}

fn main() {}
