use store::prelude::*;

#[derive(Table)]
struct Account {
    #[column(primary_key, version)]
    id: i64,
    #[column(version)]
    text: String,
    #[column(version)]
    optional: Option<i64>,
    #[column(version, insert_only)]
    kept: i64,
    #[column(version, rowversion)]
    both: i64,
}

#[derive(Table)]
#[table(insert as NewLetter)]
struct Letter {
    #[column(primary_key)]
    id: i64,
    #[column(rowversion, unique)]
    number: i64,
    #[column(rowversion, default = 1)]
    stamp: [u8; 8],
}

fn main() {}
