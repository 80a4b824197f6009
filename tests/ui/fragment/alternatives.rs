use store::Table;

#[derive(Table)]
#[table(filter(held(id, status = 1)))]
#[query(select a(any(held(), status = 2)) order_by(id))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
