use store::Table;

struct Point;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(json)]
    point: Point,
}

fn main() {}
