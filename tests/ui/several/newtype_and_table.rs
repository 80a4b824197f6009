// Each derive of a file reports its own faults.

use rust_decimal::Decimal;
use store::{Field, SqlEnum, Table};

#[derive(SqlEnum)]
#[sql_enum(len = 3)]
enum Status {
    Pending,
    #[sql_enum(rename = "Pending")]
    Waiting,
}

#[derive(Field)]
#[field(scale = 2, lenn = 5)]
struct Money(Decimal);

#[derive(Table)]
#[table(schema = "a b")]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
