use store::Table;

#[derive(Table)]
#[query(select a(priority = "high"))]
#[query(select b(priority < 99999999999))]
#[query(select c(source = 5))]
#[query(select d(source = "longer"))]
#[query(select e(flag = 1))]
#[query(select f(source in ("a", 5, "longer")))]
#[query(select g(flag in (true, "false")))]
struct Job {
    #[column(primary_key)]
    id: i64,
    priority: i32,
    #[column(len = 5)]
    source: String,
    flag: bool,
}

fn main() {}
