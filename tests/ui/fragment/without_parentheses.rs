use store::Table;

#[derive(Table)]
#[table(filter(held(id, status = 1)), set(ended(status = 2)))]
#[query(select a(held) order_by(id))]
#[query(update b(held()) set(ended))]
#[query(update c(id) set(ended()))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
