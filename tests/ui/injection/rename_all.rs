use store::{SqlEnum, Table};

#[derive(Table)]
#[table(rename_all = "snake_case\"; DROP TABLE users")]
struct Job {
    #[column(primary_key)]
    id: i64,
}

#[derive(SqlEnum)]
#[sql_enum(rename_all = "']); --")]
enum Status {
    Pending,
}

fn main() {}
