use store::Table;

#[derive(Table)]
#[table(unique(columns()))]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
