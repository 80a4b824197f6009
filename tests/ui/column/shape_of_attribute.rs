use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column]
    a: i32,
    #[column = "x"]
    b: i32,
    #[column(name("x"))]
    c: i32,
    #[column(name = x)]
    d: i32,
    #[column(name = 5)]
    e: i32,
    #[column(name = concat!("x", "y"))]
    f: i32,
    #[column("x")]
    g: i32,
    #[column(unique = true)]
    h: i32,
    #[column(unique default = 5)]
    i: i32,
}

fn main() {}
