use store::{Field, Table};

#[derive(Field)]
struct Count(i64);

#[derive(Table)]
struct Counter {
    #[column(primary_key)]
    id: i64,
    #[column(keep)]
    at_times: Option<Count>,
    #[column(keep)]
    sure: Count,
}

fn main() {}
