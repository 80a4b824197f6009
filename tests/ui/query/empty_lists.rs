use store::Table;

#[derive(Table)]
#[table(check(any()))]
#[query(select a(any()))]
#[query(claim b() order_by() set(attempt = 1))]
#[query(select c() order_by() limit(5))]
struct Job {
    #[column(primary_key)]
    id: i64,
    attempt: i32,
}

fn main() {}
