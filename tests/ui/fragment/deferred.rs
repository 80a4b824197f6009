use store::{SqlEnum, Table};

#[derive(SqlEnum)]
enum Status {
    Open,
    Done,
}

#[derive(Table)]
#[table(filter(open(status = "Opne")))]
#[query(select a(open()) order_by(id))]
#[query(select b(open(), id > 1) order_by(id))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: Status,
}

fn main() {}
