use store::Table;

#[derive(Table)]
#[query(select some() order_by(status, idd) page)]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
