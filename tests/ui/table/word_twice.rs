use store::Table;

#[derive(Table)]
#[table(schema = "app", schema = "app")]
#[table(name = "a")]
#[table(name = "b", without_rowid)]
#[table(without_rowid)]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
