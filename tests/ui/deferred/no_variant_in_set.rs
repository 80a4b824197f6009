use store::{SqlEnum, Table};

#[derive(SqlEnum)]
enum Status {
    Pending,
    Done,
}

#[derive(Table)]
#[query(update finish(id) set(status = "Finished"))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: Status,
}

fn main() {}
