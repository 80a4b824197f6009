// Columns of other tables are words, so that only a reserved or foreign one could do harm.

use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(references(table = "sources", columns(select)))]
    source: i32,
    #[column(references(table = "places", columns(größe)))]
    other: i32,
}

fn main() {}
