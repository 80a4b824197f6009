use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: usize,
    a: u128,
    b: i128,
    c: usize,
    d: isize,
    f: Option<u128>,
}

fn main() {}
