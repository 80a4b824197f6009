use store::Table;

#[derive(Table)]
#[query(update a(id) set(statsu = 1))]
#[query(update b(id) set(status = statsu))]
#[query(update c(id) set(cache = 1))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    #[column(skip)]
    cache: i32,
}

fn main() {}
