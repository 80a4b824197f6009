// One error each in the table's attributes, the queries and the columns, all reported together.

use store::Table;

#[derive(Table)]
#[table(schema = "my app", index(columns(sorce)), check(priority > "high"))]
#[query(select by_source(sourc))]
#[query(update touch(id) set(id = 5))]
struct Job {
    #[column(primary_key)]
    id: Option<i64>,
    #[column(len = 9000)]
    source: String,
    #[column(default = "low")]
    priority: i32,
    order: i32,
}

fn main() {}
