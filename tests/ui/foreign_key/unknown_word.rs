use store::Table;

#[derive(Table)]
#[table(foreign_key(columns(source), reference(table = "sources", columns(id))))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
    #[column(references(table = "places", columns(id), on_update = "cascade"))]
    place: i32,
}

fn main() {}
