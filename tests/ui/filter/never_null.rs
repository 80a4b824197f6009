use store::Table;

#[derive(Table)]
#[query(select a(status is null))]
#[query(select b(status is not null))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
