use store::prelude::*;

#[derive(Table)]
#[query(select all() returning)]
#[query(update touch(id) set(size = 1) returning many)]
#[query(delete some(id) returning(size))]
struct Thing {
    #[column(primary_key)]
    id: i64,
    size: i64,
}

fn main() {}
