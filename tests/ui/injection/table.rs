use store::Table;

#[derive(Table)]
#[table(name = "jobs\"; DROP TABLE users; --")]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
