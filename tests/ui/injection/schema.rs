use store::Table;

#[derive(Table)]
#[table(schema = "dbo]; DROP TABLE users; --")]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
