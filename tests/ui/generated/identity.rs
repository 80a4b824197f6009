use store::prelude::*;

#[derive(Table)]
#[table(insert as NewNotPrimary)]
struct NotPrimary {
    #[column(primary_key)]
    id: i64,
    #[column(identity)]
    number: i64,
}

#[derive(Table)]
#[table(insert as NewTwoColumns)]
struct TwoColumns {
    #[column(primary_key)]
    tenant: i64,
    #[column(primary_key, identity)]
    number: i64,
}

#[derive(Table)]
#[table(insert as NewText)]
struct Text {
    #[column(primary_key, identity, len = 10)]
    id: String,
    name: i64,
}

#[derive(Table)]
#[table(insert as NewNumbers)]
struct Numbers {
    #[column(primary_key, identity(seed = "x", increment = 0, step = 2), default = 1)]
    id: i64,
    name: i64,
}

#[derive(Table)]
#[table(insert as NewRow, without_rowid)]
struct WithoutRowid {
    #[column(primary_key, identity)]
    id: i64,
    name: i64,
}

fn main() {}
