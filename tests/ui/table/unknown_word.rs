use store::Table;

#[derive(Table)]
#[table(scheme = "app")]
#[table(table_name = "jobs")]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
