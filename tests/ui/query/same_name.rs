use store::Table;

#[derive(Table)]
#[query(select all())]
#[query(count all())]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
