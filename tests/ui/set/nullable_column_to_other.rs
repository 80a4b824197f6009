use store::Table;

#[derive(Table)]
#[query(update a(id) set(status = maybe))]
#[query(update b(id) set(status = status + maybe))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    maybe: Option<i32>,
}

fn main() {}
