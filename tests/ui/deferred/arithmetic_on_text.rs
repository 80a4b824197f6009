use store::{Field, Table};

#[derive(Field)]
#[field(len = 20)]
struct Name(String);

#[derive(Table)]
#[query(update mark(id) set(name += "x"))]
struct Job {
    #[column(primary_key)]
    id: i64,
    name: Name,
}

fn main() {}
