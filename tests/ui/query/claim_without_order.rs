use store::Table;

#[derive(Table)]
#[query(claim next(priority = 1) set(priority = 2))]
struct Job {
    #[column(primary_key)]
    id: i64,
    priority: i32,
}

fn main() {}
