use store::Table;

#[derive(Table)]
struct Job {
    #[column(primry_key)]
    id: i64,
}

fn main() {}
