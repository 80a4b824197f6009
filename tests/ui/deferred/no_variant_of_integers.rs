use store::{SqlEnum, Table};

#[derive(SqlEnum)]
#[sql_enum(repr = i16)]
enum Level {
    Low = 1,
    High = 5,
}

#[derive(Table)]
#[query(select middle(level = 3))]
#[query(select named(level = "low"))]
#[query(update raise(id) set(level += 1))]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = 2)]
    level: Level,
}

fn main() {}
