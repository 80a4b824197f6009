// Without its underscores nothing is left of the name.

use store::Table;

#[derive(Table)]
#[table(rename_all = "camelCase")]
struct Job {
    #[column(primary_key)]
    id: i64,
    __: i32,
}

fn main() {}
