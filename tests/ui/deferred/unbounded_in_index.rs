use store::{Field, Table};

#[derive(Field)]
struct Name(String);

#[derive(Table)]
#[table(index(columns(name)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    name: Name,
}

fn main() {}
