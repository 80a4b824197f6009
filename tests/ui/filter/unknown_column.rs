use store::Table;

#[derive(Table)]
#[query(select a(statsu = 1))]
#[query(select b(nothing = 1))]
#[query(select c(status = other))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
