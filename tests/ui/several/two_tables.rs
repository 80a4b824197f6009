// A broken table does not hide the faults of another one.

use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key, len = 5)]
    id: i64,
}

#[derive(Table)]
struct Step {
    job: i64,
}

fn main() {}
