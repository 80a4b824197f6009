use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(len = "5")]
    a: String,
    #[column(len = -5)]
    b: String,
    #[column(len = 4294967296)]
    c: String,
    #[column(len = 1.5)]
    d: String,
    #[column(len)]
    e: String,
    #[column(len(5))]
    f: String,
}

fn main() {}
