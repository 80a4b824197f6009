use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(references(schema = "x\0", table = "y;", columns(id), on_delete = "cascade --"))]
    source: i32,
}

fn main() {}
