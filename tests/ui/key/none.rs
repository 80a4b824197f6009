use store::Table;

#[derive(Table)]
struct Job {
    id: i64,
}

fn main() {}
