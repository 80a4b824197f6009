use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key, skip)]
    id: i64,
    #[column(skip, name = "x")]
    a: i32,
    #[column(skip, unique)]
    b: i32,
    #[column(skip, default = 5)]
    c: i32,
    #[column(primary_key)]
    d: i32,
}

fn main() {}
