use store::SqlEnum;

#[derive(SqlEnum)]
struct Status(String);

fn main() {}
