use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    tags: Vec<String>,
}

fn main() {}
