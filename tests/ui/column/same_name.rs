use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
    #[column(name = "Source")]
    place: i32,
}

fn main() {}
