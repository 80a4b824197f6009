use store::Table;

#[derive(Table)]
#[table(check(status >= :least))]
#[table(check(status in :list))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
