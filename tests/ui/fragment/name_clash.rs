use store::Table;

#[derive(Table)]
#[table(filter(status(id, status = 1), held(id), any(id)))]
#[table(filter(held(status)), set(held(status = 2)))]
#[query(update a(held()) set(held()))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
