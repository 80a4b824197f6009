use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(skipp)]
    a: i32,
}

fn main() {}
