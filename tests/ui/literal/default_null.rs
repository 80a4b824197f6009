use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = null)]
    a: Option<i32>,
    #[column(default = null)]
    b: i32,
}

fn main() {}
