use store::prelude::*;
use store::FromRow;

#[derive(FromRow)]
struct OtherNames {
    number: i64,
    note: Option<String>,
}

#[derive(FromRow)]
struct OtherTypes {
    id: i32,
    note: Option<String>,
}

#[derive(FromRow)]
struct NotNull {
    id: i64,
    note: String,
}

#[derive(FromRow)]
struct Fewer {
    id: i64,
}

struct NoRow {
    id: i64,
    note: Option<String>,
}

#[derive(Table)]
#[query(select a() only(id, note) into OtherNames order_by(id))]
#[query(select b() only(id, note) into OtherTypes order_by(id))]
#[query(select c() only(id, note) into NotNull order_by(id))]
#[query(select d() only(id, note) into Fewer order_by(id))]
#[query(select e() only(id, note) into NoRow order_by(id))]
struct Sale {
    #[column(primary_key)]
    id: i64,
    note: Option<String>,
}

fn main() {}
