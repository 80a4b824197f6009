// Conditions stand behind commas, all of them hold.

use store::Table;

#[derive(Table)]
#[query(select a(status = 1 and note = "x"))]
#[query(select b(status = 1 || status = 2))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    note: String,
}

fn main() {}
