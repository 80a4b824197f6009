use store::Table;

#[derive(Table)]
#[table(filter(held(id, status = 1)), set(ended(status = 2)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

#[derive(Table)]
#[table(filter(held(id, status = 1)))]
#[query(slect a(held()))]
struct WithATypo {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
