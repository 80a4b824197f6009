use store::Table;

#[derive(Table)]
#[query(select all("1 = 1; DROP TABLE users"))]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
