use store::Table;

#[derive(Table)]
#[table(primary_key(columns(id)))]
struct Job {
    #[column(skip)]
    id: i64,
}

fn main() {}
