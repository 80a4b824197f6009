use store::{Field, Table};
use uuid::Uuid;

#[derive(Field)]
struct Id(Uuid);

#[derive(Table)]
#[query(select all() order_by(id))]
struct Job {
    #[column(primary_key)]
    id: Id,
}

fn main() {}
