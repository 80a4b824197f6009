use store::Table;

#[derive(Table)]
#[query(select a(priority >= :x, least <= :x?))]
struct Job {
    #[column(primary_key)]
    id: i64,
    priority: i32,
    least: i32,
}

fn main() {}
