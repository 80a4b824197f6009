use store::{Field, Table};

#[derive(Field)]
struct Name(String);

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(len = 0)]
    text: String,
    #[column(len = 0)]
    data: Vec<u8>,
    #[column(len = 0)]
    name: Name,
}

fn main() {}
