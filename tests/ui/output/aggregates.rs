use rust_decimal::Decimal;
use store::prelude::*;

#[derive(Table)]
#[query(select unknown() only(n = median(pieces)) as A)]
#[query(select text() only(n = sum(region)) as B)]
#[query(select float() only(n = sum(weight)) as C)]
#[query(select long() only(n = sum(total)) as D)]
#[query(select mean() only(n = avg(price)) as E)]
#[query(select several() only(region, n = count()) as F)]
#[query(select grouped() only(region) group_by(region) as G)]
#[query(select group_only() group_by(region))]
#[query(select paged() only(n = count()) as H order_by(n) page)]
#[query(select distinct_sum() only(n = sum(distinct pieces)) as I)]
#[query(select two() only(n = sum(pieces, id)) as J)]
struct Sale {
    #[column(primary_key)]
    id: i64,
    #[column(len = 20)]
    region: String,
    pieces: i32,
    weight: f64,
    #[column(precision = 9, scale = 2)]
    price: Decimal,
    #[column(precision = 25, scale = 2)]
    total: Decimal,
}

fn main() {}
