use store::{Field, Table};

#[derive(Field)]
#[field(len = 1701)]
struct Hash(Vec<u8>);

#[derive(Table)]
#[table(index(columns(hash)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    hash: Hash,
}

fn main() {}
