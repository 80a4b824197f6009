use store::Table;

#[derive(Table)]
#[query]
#[query()]
#[query = "select all"]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
