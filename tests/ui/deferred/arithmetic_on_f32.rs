use store::{Field, Table};

#[derive(Clone, Copy, Field)]
struct Share(f32);

#[derive(Table)]
#[query(update raise() set(share += 0.5))]
#[query(update set() set(share = 0.5))]
struct Reading {
    #[column(primary_key)]
    id: i64,
    share: Share,
    #[column(add)]
    more: Share,
}

fn main() {}
