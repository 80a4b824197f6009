use store::Table;

#[derive(Table)]
#[table(schema = "2024", name = "1st")]
struct Job {
    #[column(primary_key, name = "0")]
    id: i64,
}

fn main() {}
