use store::Table;

#[derive(Table)]
#[query(select "all; DROP TABLE users"())]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
