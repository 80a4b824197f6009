use store::Table;

#[derive(Table)]
#[query(select first() limit(1))]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
