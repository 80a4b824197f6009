use store::Table;

#[derive(Table)]
struct Order {
    #[column(primary_key)]
    key: i64,
    group: i32,
    r#match: i32,
}

fn main() {}
