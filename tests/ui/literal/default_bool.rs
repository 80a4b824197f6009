use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = 1)]
    flag: bool,
}

fn main() {}
