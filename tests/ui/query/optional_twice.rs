use store::Table;

#[derive(Table)]
#[query(select some(a = :x?, b = :x?))]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: i32,
    b: i32,
}

fn main() {}
