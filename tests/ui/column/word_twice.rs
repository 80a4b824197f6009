use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key, primary_key)]
    id: i64,
    #[column(len = 5, len = 6)]
    a: String,
    #[column(name = "x")]
    #[column(name = "y")]
    b: i32,
}

fn main() {}
