use store::Table;

#[derive(Table)]
#[query(select all)]
#[query(select sorted order_by(id))]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
