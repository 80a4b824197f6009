use store::Table;

#[derive(Table)]
#[table(foreign_key(columns(source)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    source: i32,
}

fn main() {}
