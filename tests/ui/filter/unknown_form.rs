use store::Table;

#[derive(Table)]
#[query(select a(all(status = 1)))]
#[query(select b(not(status = 1)))]
#[query(select c(lower(note) = "x"))]
#[query(select d(any(any(status = 1))))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    note: String,
}

fn main() {}
