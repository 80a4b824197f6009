use store::Table;

#[derive(Table)]
#[table(filter(held(id, status = 1)), set(ended(note = null)))]
#[query(select a(hled()) order_by(id))]
#[query(select b(waiting()) order_by(id))]
#[query(select c(ended()) order_by(id))]
#[query(select d(status()) order_by(id))]
#[query(update e(held()) set(endde()))]
#[query(update f(id) set(held()))]
#[query(update g(id) set(note()))]
#[query(update h(id) set(ended()))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    note: Option<String>,
}

fn main() {}
