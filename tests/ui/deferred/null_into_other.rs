use store::{Field, Table};

#[derive(Field)]
struct Share(u8);

#[derive(Table)]
#[query(update clear(id) set(share = null))]
struct Job {
    #[column(primary_key)]
    id: i64,
    share: Share,
}

fn main() {}
