use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: char,
    b: Option<char>,
}

fn main() {}
