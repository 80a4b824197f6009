use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = 0.123456789012345678901234567890123456789)]
    a: f64,
}

fn main() {}
