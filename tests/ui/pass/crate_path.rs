// The derives work where `store` has another name.

mod own {
    pub(crate) use store as sql;
}

use own::sql::{Field, SqlEnum, Table};

#[derive(Field)]
#[field(crate = "crate::own::sql", len = 10)]
struct Id(String);

#[derive(SqlEnum)]
#[sql_enum(crate = "own::sql")]
enum Status {
    Pending,
}

#[derive(Table)]
#[table(crate = "crate::own::sql")]
#[query(select all(status?) order_by(id) page)]
struct Job {
    #[column(primary_key)]
    id: Id,
    status: Status,
}

fn main() {
    let _ = Job::all(Some(&Status::Pending), Some(&Id(String::new())), 5);
}
