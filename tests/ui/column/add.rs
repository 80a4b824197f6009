use store::Table;

#[derive(Table)]
struct Counter {
    #[column(primary_key, add)]
    id: i64,
    #[column(unique, add)]
    number: i32,
    #[column(add, len = 20)]
    name: String,
    #[column(add)]
    maybe: Option<i64>,
    #[column(add, insert_only)]
    once: i64,
    #[column(add)]
    sound: i64,
}

fn main() {}
