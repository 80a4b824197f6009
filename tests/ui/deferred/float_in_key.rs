use store::{Field, Table};

#[derive(Field)]
struct Ratio(f64);

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: Ratio,
}

fn main() {}
