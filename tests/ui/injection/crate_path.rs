use store::Table;

#[derive(Table)]
#[table(crate = "store; DROP TABLE users")]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
