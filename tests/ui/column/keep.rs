use store::Table;

#[derive(Table)]
struct Counter {
    #[column(primary_key, keep)]
    id: i64,
    #[column(keep)]
    sure: i64,
    #[column(add, keep)]
    both: i64,
    #[column(keep, insert_only)]
    once: Option<i64>,
    #[column(keep, len = 20)]
    sound: Option<String>,
}

fn main() {}
