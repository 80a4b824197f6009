use store::prelude::*;

#[derive(Table)]
#[query(select without() having(n > 1))]
#[query(select no_aggregate() only(region) group_by(region) having(region = "a") as A)]
#[query(select unknown() only(n = count()) having(m > 1) as B)]
#[query(select column() only(n = count()) having(n > pieces) as C)]
#[query(select text() only(n = count()) having(n > "many") as D)]
#[query(select plain() only(region, n = count()) group_by(region) having(region = "a") as E)]
#[query(select sorted() only(n = count()) order_by(pieces) as F)]
struct Sale {
    #[column(primary_key)]
    id: i64,
    #[column(len = 20)]
    region: String,
    pieces: i32,
}

fn main() {}
