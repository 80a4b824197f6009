use store::prelude::*;

#[derive(Table)]
struct Missing {
    #[column(primary_key, identity)]
    id: i64,
    name: i64,
}

#[derive(Table)]
#[table(insert as NewPlain)]
struct Plain {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(insert as NewEverything)]
struct Everything {
    #[column(primary_key, identity)]
    id: i64,
}

#[derive(Table)]
#[table(insert as NewLine)]
#[table(unique(columns(code, name)))]
struct Line {
    #[column(primary_key)]
    id: i64,
    #[column(default = 1, generated)]
    code: i64,
    name: i64,
}

#[derive(Table)]
#[table(insert NewForm)]
struct Form {
    #[column(primary_key, identity)]
    id: i64,
    name: i64,
}

fn main() {}
