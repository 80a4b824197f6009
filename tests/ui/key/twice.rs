use store::Table;

#[derive(Table)]
#[table(primary_key(columns(id)))]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
