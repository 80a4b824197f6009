use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: core::primitive::u128,
    b: std::primitive::usize,
}

fn main() {}
