use store::{SqlEnum, Table};

#[derive(SqlEnum)]
enum Status {
    Pending,
    Done,
}

#[derive(Table)]
#[query(select odd(attempt = attempt + status))]
struct Job {
    #[column(primary_key)]
    id: i64,
    attempt: i32,
    status: Status,
}

fn main() {}
