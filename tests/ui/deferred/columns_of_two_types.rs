use store::{Field, Table};

#[derive(Field)]
#[field(len = 5)]
struct Name(String);

#[derive(Table)]
#[query(select some(name = number))]
#[query(update change(id) set(name = number))]
struct Job {
    #[column(primary_key)]
    id: i64,
    name: Name,
    number: i32,
}

fn main() {}
