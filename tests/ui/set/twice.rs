use store::Table;

#[derive(Table)]
#[query(update a(id) set(status = 1, status += 1))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
