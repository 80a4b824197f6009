use store::Table;

#[derive(Table)]
#[query(update a(id))]
#[query(update b(id) set())]
#[query(claim c() order_by(id))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
