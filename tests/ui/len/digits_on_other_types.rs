use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key, precision = 9)]
    id: i64,
    #[column(precision = 9, scale = 2)]
    number: f64,
    #[column(len = 9, precision = 9, scale = 2)]
    text: String,
    #[column(scale = 2)]
    data: Vec<u8>,
}

fn main() {}
