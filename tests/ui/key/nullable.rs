use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: Option<i64>,
    #[column(unique)]
    source: Option<i32>,
}

fn main() {}
