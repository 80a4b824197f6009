use store::Table;

#[derive(Table)]
#[table(foreign_key(columns(a, bb), references(table = "sources", columns(c, d))))]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: i32,
    b: i32,
}

fn main() {}
