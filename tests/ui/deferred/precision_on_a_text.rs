use store::{Field, Table};

#[derive(Field)]
struct Name(String);

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(precision = 9, scale = 2)]
    name: Name,
}

fn main() {}
