use store::Table;

#[derive(Table)]
#[table(crate = "not a path")]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
