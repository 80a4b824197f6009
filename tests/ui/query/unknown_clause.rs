use store::Table;

#[derive(Table)]
#[query(select a() order(id))]
#[query(select b() filter(id))]
#[query(select c() limit(1) limit(2) order_by(id))]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
