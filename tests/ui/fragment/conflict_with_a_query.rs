use store::Table;

#[derive(Table)]
#[table(filter(held(id, status = :value, owner?)), set(ended(note = null, status = 2)))]
#[query(select a(note = :value, held()) order_by(id))]
#[query(select b(held(), note = :value) order_by(id))]
#[query(select c(held(), held()) order_by(id))]
#[query(select d(owner, held()) order_by(id))]
#[query(update e(id) set(status = 1, ended()))]
#[query(update f(id) set(ended(), status = 1))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    owner: i64,
    note: Option<String>,
}

fn main() {}
