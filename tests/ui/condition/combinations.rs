use store::prelude::*;

#[derive(Table)]
#[table(index(columns(id), filter(not(words = 1))))]
#[table(filter(not(words = 1)))]
#[query(select two(not(words = 1, id = 2)))]
#[query(select none(all()))]
#[query(select unknown(both(words = 1, id = 2)))]
#[query(select optional(all(words = :words, id = :id)?))]
#[query(select no_end(words between :low))]
#[query(select no_and(words between :low, :high))]
#[query(select unordered(done between true and false))]
#[query(select wrong(any(all(wrods = 1), id = 1)))]
struct Page {
    #[column(primary_key)]
    id: i64,
    words: i32,
    done: bool,
}

fn main() {}
