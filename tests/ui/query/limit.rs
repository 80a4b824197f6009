use store::Table;

#[derive(Table)]
#[query(select a() order_by(id) limit(0))]
#[query(select b() order_by(id) limit(-1))]
#[query(select c() order_by(id) limit(4294967296))]
#[query(select d() order_by(id) limit("5"))]
#[query(select e() order_by(id) limit(5, 10))]
#[query(select f() order_by(id) limit 5)]
#[query(select g() order_by(id) limit())]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
