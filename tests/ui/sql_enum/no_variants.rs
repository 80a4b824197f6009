use store::SqlEnum;

#[derive(SqlEnum)]
enum Status {}

fn main() {}
