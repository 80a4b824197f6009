use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(skip)]
    fine: Option<Option<i32>>,
    note: Option<Option<i32>>,
}

fn main() {}
