use store::Table;

#[derive(Table)]
#[query(select a() order_by)]
#[query(select b() order_by = (id))]
#[query(count c() group_by(status desc))]
#[query(update d(id) set(status 5))]
#[query(select e() order_by(id) limit(:))]
#[query(select f(status = :))]
#[query(select g(status in (1, 2)) limit)]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
