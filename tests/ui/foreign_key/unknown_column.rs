use store::Table;

#[derive(Table)]
#[table(foreign_key(columns(sorce), references(table = "sources", columns(id))))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
}

fn main() {}
