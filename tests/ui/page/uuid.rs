use store::Table;
use uuid::Uuid;

#[derive(Table)]
#[query(select all() order_by(id) page)]
struct Job {
    #[column(primary_key)]
    id: Uuid,
}

fn main() {}
