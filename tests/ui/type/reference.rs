use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: &'static str,
    b: &'static [u8],
}

fn main() {}
