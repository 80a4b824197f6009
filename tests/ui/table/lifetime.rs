use store::Table;

#[derive(Table)]
struct Job<'a> {
    #[column(primary_key)]
    id: i64,
    text: &'a str,
}

fn main() {}
