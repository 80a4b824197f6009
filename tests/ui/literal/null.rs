use store::Table;

#[derive(Table)]
#[query(select a(note = null))]
#[query(select b(note != null))]
#[query(select c(note in ("a", null)))]
#[query(update d(id) set(priority = null))]
struct Job {
    #[column(primary_key)]
    id: i64,
    priority: i32,
    note: Option<String>,
}

fn main() {}
