use store::Table;

#[derive(Table)]
#[table(rename_all = "Title Case")]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
