// What is no string, number, bool or null cannot stand in SQL at all.

use store::Table;

#[derive(Table)]
#[query(select a(note = b"bytes"))]
#[query(select b(note = 'c'))]
#[query(select c(number = 1e5))]
#[query(select d(note = c"text"))]
#[query(select e(number in (f)))]
#[query(select f(number in (1 + 1)))]
#[query(select g(note = -"text"))]
#[query(select h(number = 99999999999999999999))]
#[query(select i(number = *))]
struct Job {
    #[column(primary_key)]
    id: i64,
    number: i64,
    note: String,
}

fn main() {}
