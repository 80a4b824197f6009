use store::Table;

#[derive(Table)]
#[query(select a(a?, b?, c?, d?, e?, f?, g?))]
#[query(select b(a?, b?, c?, d?, e?, f?) order_by(id) page)]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: i32,
    b: i32,
    c: i32,
    d: i32,
    e: i32,
    f: i32,
    g: i32,
}

fn main() {}
