use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: u64,
    a: u128,
    b: i128,
    c: usize,
    d: isize,
    e: i8,
    f: Option<u64>,
}

fn main() {}
