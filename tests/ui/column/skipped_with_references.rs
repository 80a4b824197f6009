use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(skip, references(table = "sources", columns(id)))]
    a: i32,
    #[column(skip, insert_only, len = 5)]
    b: String,
}

fn main() {}
