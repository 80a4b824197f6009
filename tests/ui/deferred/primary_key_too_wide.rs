use store::{Field, Table};

#[derive(Field)]
#[field(len = 451)]
struct Id(String);

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: Id,
}

fn main() {}
