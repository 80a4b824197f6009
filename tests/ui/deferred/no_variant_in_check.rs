use store::{SqlEnum, Table};

#[derive(SqlEnum)]
enum Status {
    Pending,
    Done,
}

#[derive(Table)]
#[table(check(any(status != "Finished", attempt > 0)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    attempt: i32,
    status: Status,
}

fn main() {}
