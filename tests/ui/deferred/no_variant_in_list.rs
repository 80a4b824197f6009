use store::{SqlEnum, Table};

#[derive(SqlEnum)]
enum Status {
    Pending,
    Done,
}

#[derive(Table)]
#[query(select open(status in ("Pending", "Failed")))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: Option<Status>,
}

fn main() {}
