use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: chrono::NaiveDateTime,
    b: std::primitive::usize,
}

fn main() {}
