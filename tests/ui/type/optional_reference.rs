use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: Option<&'static str>,
}

fn main() {}
