use store::{Field, Table};

#[derive(Field)]
struct Id(String);

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: Id,
}

fn main() {}
