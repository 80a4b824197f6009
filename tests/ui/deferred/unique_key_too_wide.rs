use store::{Field, Table};

#[derive(Field)]
#[field(len = 850)]
struct Name(String);

#[derive(Table)]
#[table(unique(columns(name, place)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    name: Name,
    place: u8,
}

fn main() {}
