use store::Table;

#[derive(Table)]
#[table(foreign_key(references(table = "sources", columns(id))))]
#[table(foreign_key(columns(source), references(table = "sources")))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
}

fn main() {}
