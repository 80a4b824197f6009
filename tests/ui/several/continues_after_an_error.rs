// Each fault of one attribute is told, and what is right beside it counts: no error says that a key is missing.

use store::Table;

#[derive(Table)]
#[table(shema = "app", name = "bad name", primary_key(columns(id)), index(colums(a)), unique(columns(a), columns(b)))]
struct Job {
    #[column(nam = "x", len = 5, uniqe)]
    id: i64,
    a: i32,
    b: i32,
}

fn main() {}
