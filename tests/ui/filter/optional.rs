use store::Table;

#[derive(Table)]
#[query(select a(status = 1?))]
#[query(select b(note is null?))]
#[query(select c(any(status = :x, status = :y)?))]
#[query(select d(status = :x + :y?))]
#[query(select e(status??))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    note: Option<String>,
}

fn main() {}
