use store::Table;

#[derive(Table)]
#[table(filter(status = 1))]
#[table(filter())]
#[table(filter(held()))]
#[table(filter = "status")]
#[table(set(status = 1))]
#[table(set(ended(status >= 1)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
}

fn main() {}
