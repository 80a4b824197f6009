use store::{Field, Table};

#[derive(Field)]
struct SourceId(i64);

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(references(table = "sources", columns(id), on_delete = "set null"))]
    source: SourceId,
}

fn main() {}
