#![allow(non_upper_case_globals, non_snake_case, dead_code)]

use store::Table;

const id: i64 = 5;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    MODEL: i32,
}

fn main() {}
