use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(references(table = "sources", columns(id), on_delete = "set default"))]
    source: i32,
    #[column(references(table = "places", columns(id), on_delete = "CASCADE"))]
    place: i32,
}

fn main() {}
