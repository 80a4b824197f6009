use store::Table;

#[derive(Table)]
struct Job<const N: usize> {
    #[column(primary_key)]
    id: i64,
    hash: [u8; N],
}

fn main() {}
