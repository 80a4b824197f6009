use store::{SqlEnum, Table};

#[derive(SqlEnum)]
enum Status {
    Pending,
    Done,
}

#[derive(Table)]
#[table(index(columns(id), filter(status = "Pendign")))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: Status,
}

fn main() {}
