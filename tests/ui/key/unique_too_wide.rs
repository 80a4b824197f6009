use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(unique, len = 851)]
    source: String,
}

fn main() {}
