use store::prelude::*;

#[derive(Table)]
#[table(check(name = "ck_pages_url", url starts_with "https://"))]
#[table(index(columns(id), filter(url contains "x")))]
#[query(select number(words starts_with :start))]
#[query(select column(url starts_with title))]
#[query(select constant(url contains 1))]
#[query(select negative(url like :pattern))]
#[query(update many(id, url starts_with :start) set(words = 1) many)]
#[query(select two_types(url starts_with :text, url = :text))]
struct Page {
    #[column(primary_key)]
    id: i64,
    #[column(len = 100)]
    url: String,
    #[column(len = 100)]
    title: Option<String>,
    words: i32,
}

fn main() {}
