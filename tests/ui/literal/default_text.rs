use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = 5)]
    a: String,
    #[column(len = 3, default = "four")]
    b: String,
    // Three characters, four UTF-16 code units.
    #[column(len = 3, default = "ab🦀")]
    c: String,
}

fn main() {}
