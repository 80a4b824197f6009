use store::Table;

#[derive(Table)]
#[query(select all() order_by("id; DROP TABLE users"))]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
