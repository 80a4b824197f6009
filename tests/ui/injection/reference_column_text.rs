use store::Table;

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(references(table = "sources", columns("id]); DROP TABLE users; --", "id`)")))]
    source: i32,
}

fn main() {}
