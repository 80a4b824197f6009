use store::{Field, Table};

#[derive(Field)]
struct Block([u8; 4_000]);

#[derive(Table)]
struct Page {
    #[column(primary_key)]
    id: i64,
    head: Block,
    body: Block,
    tail: [u8; 100],
}

fn main() {}
