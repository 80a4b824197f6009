use store::{Field, Table};

#[derive(Field)]
#[field(len = 4001)]
struct Long(String);

#[derive(Field)]
struct Name(String);

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(len = 4001)]
    name: Name,
}

fn main() {}
