use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(references(table = "sources", columns(id), on_delete = "set null"))]
    source: i32,
}

fn main() {}
