use store::Table;

#[derive(Table)]
#[query(select a(note like "x%"))]
#[query(select b(note is empty))]
#[query(select c(note not null))]
#[query(select d(status == 1))]
#[query(select e(status ~ 1))]
#[query(select f(status & 1))]
#[query(select g(note is not))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    note: Option<String>,
}

fn main() {}
