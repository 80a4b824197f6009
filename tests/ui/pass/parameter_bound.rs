use store::Table;

#[derive(Table)]
#[query(select some(bound, lower = :bound))]
struct Job {
    #[column(primary_key)]
    id: i64,
    bound: i32,
    lower: i32,
}

fn main() {
    let _ = Job::some(5);
}
