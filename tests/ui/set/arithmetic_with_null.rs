use store::Table;

#[derive(Table)]
#[query(update change(id) set(a += null))]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: Option<i32>,
}

fn main() {}
