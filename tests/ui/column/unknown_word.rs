use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(defalt = 5)]
    a: i32,
    #[column(nullable)]
    b: i32,
    #[column(rename = "x")]
    c: i32,
}

fn main() {}
