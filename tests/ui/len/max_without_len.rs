use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(max)]
    text: String,
}

fn main() {}
