use store::Table;

#[derive(Table)]
#[table(filter(held(id, stauts = 1, note > "x")), set(ended(id = 2, status = "done")))]
#[query(select a(held()) order_by(id))]
#[query(update b(held()) set(ended()))]
#[query(update c(id) set(ended()))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    note: Option<serde_json::Value>,
}

fn main() {}
