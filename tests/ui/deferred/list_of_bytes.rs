use store::{Field, Table};

#[derive(Field)]
#[field(len = 20)]
struct Hash(Vec<u8>);

#[derive(Table)]
#[query(select some(hash in :hashes))]
struct Job {
    #[column(primary_key)]
    hash: Hash,
}

fn main() {}
