use store::Table;

#[derive(Table)]
#[table(schema = "my-app", name = "work items")]
struct Job {
    #[column(primary_key, name = "job.id")]
    id: i64,
    #[column(name = "naïve")]
    naive: bool,
    größe: i32,
}

fn main() {}
