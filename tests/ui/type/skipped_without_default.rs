use store::Table;

struct Cache;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(skip)]
    cache: Cache,
}

fn main() {}
