use store::Table;

#[derive(Table)]
#[table(unique(columns(cache)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(skip)]
    cache: i32,
}

fn main() {}
