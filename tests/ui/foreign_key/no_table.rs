use store::Table;

#[derive(Table)]
#[table(foreign_key(columns(source), references(columns(id))))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
    #[column(references(columns(id)))]
    place: i32,
}

fn main() {}
