use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(len = 1073741824, max)]
    text: String,
}

fn main() {}
