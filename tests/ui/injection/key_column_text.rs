use store::Table;

#[derive(Table)]
#[table(unique(columns("source); DROP TABLE users; --")))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
}

fn main() {}
