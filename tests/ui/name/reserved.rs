// By both engines, by SQL Server alone, by SQLite alone.

use store::Table;

#[derive(Table)]
#[table(schema = "Table", name = "user")]
struct Job {
    #[column(primary_key, name = "Order")]
    id: i64,
    #[column(name = "percent")]
    a: i32,
    #[column(name = "conflict")]
    b: i32,
}

fn main() {}
