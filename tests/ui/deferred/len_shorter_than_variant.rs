use store::{SqlEnum, Table};

#[derive(SqlEnum)]
enum Status {
    Pending,
    InProgress,
}

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(len = 9)]
    status: Status,
}

fn main() {}
