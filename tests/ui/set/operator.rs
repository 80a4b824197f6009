use store::Table;

#[derive(Table)]
#[query(update a(id) set(status /= 2))]
#[query(update b(id) set(status == 2))]
#[query(update c(id) set(status = status / 2))]
#[query(update d(id) set(status = 1 + 2 + 3))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
