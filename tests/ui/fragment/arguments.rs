use store::Table;

#[derive(Table)]
#[table(filter(held(id, status = 1)), set(ended(status = 2)))]
#[query(select a(held(:job)) order_by(id))]
#[query(update b(id) set(ended(status = 3)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
