use store::Table;

#[derive(Table)]
#[query(claim next(priority = :limit) order_by(id) set(priority += 1))]
#[query(select pages(priority = :after_id) order_by(id) page)]
struct Job {
    #[column(primary_key)]
    id: i64,
    priority: u32,
}

fn main() {}
