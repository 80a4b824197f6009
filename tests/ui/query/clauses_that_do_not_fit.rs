use store::Table;

#[derive(Table)]
#[query(select a() set(priority = 1) group_by(priority))]
#[query(count b() order_by(priority) limit(1) set(priority = 1))]
#[query(update c(id) set(priority = 1) order_by(priority) limit(5) group_by(priority))]
#[query(delete d(id) set(priority = 1) order_by(id) limit(5) group_by(priority))]
#[query(claim e() set(priority = 1) order_by(id) group_by(priority))]
struct Job {
    #[column(primary_key)]
    id: i64,
    priority: i32,
}

fn main() {}
