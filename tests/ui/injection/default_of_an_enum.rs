// A text that is none of the variants is refused, whatever is in it.

use store::{SqlEnum, Table};

#[derive(SqlEnum)]
enum Status {
    Pending,
}

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = "Pending'); DROP TABLE users; --")]
    status: Status,
}

fn main() {}
