use store::Table;

#[derive(Table)]
#[query(count a() page)]
#[query(delete b() page)]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
