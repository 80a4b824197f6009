use store::prelude::*;

#[derive(Table)]
#[query(update reset(id) set(version = 1))]
struct Account {
    #[column(primary_key)]
    id: i64,
    #[column(version)]
    version: i64,
}

#[derive(Table)]
#[table(insert as NewLetter)]
#[query(update restamp(id) set(stamp = :stamp))]
#[query(select newer(stamp > :stamp) order_by(stamp))]
struct Letter {
    #[column(primary_key)]
    id: i64,
    text: String,
    #[column(rowversion)]
    stamp: [u8; 8],
}

fn main() {}
