use store::{SqlEnum, Table};

#[derive(SqlEnum)]
#[sql_enum(rename_all = "snake_case")]
enum Status {
    Pending,
    Done,
}

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = "Pending")]
    status: Status,
}

fn main() {}
