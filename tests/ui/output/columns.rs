use store::prelude::*;

#[derive(Table)]
#[query(select without_struct() only(id, region))]
#[query(select without_columns() as Row)]
#[query(select unknown_column() only(regoin) as A)]
#[query(select twice() only(id, id) as B)]
#[query(select unnamed() only(sum(pieces)) as C)]
#[query(select distinct_order() distinct only(region) as D order_by(id))]
#[query(select same_name() only(id) as D)]
#[query(update changed(id) only(id) set(pieces = 1))]
#[query(count counted() only(id) as E)]
struct Sale {
    #[column(primary_key)]
    id: i64,
    #[column(len = 20)]
    region: String,
    pieces: i32,
}

fn main() {}
