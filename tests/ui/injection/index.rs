use store::Table;

#[derive(Table)]
#[table(index(name = "ix]\nGO\nDROP TABLE users", columns(source)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
}

fn main() {}
