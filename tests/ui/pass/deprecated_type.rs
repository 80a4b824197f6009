#![deny(warnings)]

use store::{Field, SqlEnum, Table};

#[deprecated]
#[derive(Table)]
#[table(unique(name = "ux_key", columns(kind)))]
#[query(select all() order_by(id))]
pub struct Job {
    #[column(primary_key)]
    id: i64,
    kind: i32,
}

#[deprecated]
#[derive(Field)]
pub struct Id(i64);

#[deprecated]
#[derive(SqlEnum)]
pub enum Status {
    Waiting,
    #[deprecated]
    Taken,
}

fn main() {}
