use store::Table;

#[derive(Table)]
struct Job(i64, String);

fn main() {}
