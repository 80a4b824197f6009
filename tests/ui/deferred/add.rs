use store::{Field, Table};

#[derive(Field)]
#[field(len = 10)]
struct Name(String);

#[derive(Field)]
struct Count(i64);

#[derive(Table)]
struct Counter {
    #[column(primary_key)]
    id: i64,
    #[column(add)]
    name: Name,
    #[column(add)]
    maybe: Option<Count>,
    #[column(add)]
    sound: Count,
}

fn main() {}
