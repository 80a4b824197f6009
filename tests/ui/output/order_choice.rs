use store::prelude::*;

#[derive(Table)]
#[query(select one() order_by(enum A { First(id) }))]
#[query(select same() order_by(enum B { First(id), First(pieces, id) }))]
#[query(select unnamed() order_by(enum { First(id), Second(pieces, id) }))]
#[query(select paged() order_by(enum C { First(id), Second(pieces, id) }) page)]
#[query(select taken(pieces = :order) order_by(enum D { First(id), Second(pieces, id) }))]
#[query(claim next() order_by(enum E { First(id), Second(pieces, id) }) set(pieces = 1))]
#[query(select empty() order_by(enum F { First(), Second(id) }))]
struct Sale {
    #[column(primary_key)]
    id: i64,
    pieces: i32,
}

fn main() {}
