// An `Option` that is none.

use store::Table;

type Option<T> = T;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    note: Option<i32>,
}

fn main() {}
