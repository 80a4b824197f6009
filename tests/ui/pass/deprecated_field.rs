#![deny(warnings)]

use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[deprecated]
    kind: i32,
}

fn main() {
    let _ = |job: Job| job.id;
}
