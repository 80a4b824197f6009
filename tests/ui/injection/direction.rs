use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = "a\u{202E}b")]
    a: String,
    #[column(default = "a\u{2028}b")]
    b: String,
}

fn main() {}
