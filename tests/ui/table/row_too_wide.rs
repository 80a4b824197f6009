use store::Table;

#[derive(Table)]
struct Page {
    #[column(primary_key)]
    id: i64,
    head: [u8; 4_000],
    body: [u8; 4_000],
    tail: [u8; 100],
}

fn main() {}
