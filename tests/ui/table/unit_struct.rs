use store::Table;

#[derive(Table)]
struct Job;

fn main() {}
