use store::Table;

#[derive(Table)]
#[table(foreign_key(columns(a, b), references(table = "sources", columns(id, ID))))]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: i32,
    b: i32,
}

fn main() {}
