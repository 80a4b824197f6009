use store::Table;

#[derive(Table)]
struct Job<T> {
    #[column(primary_key)]
    id: i64,
    value: T,
}

fn main() {}
