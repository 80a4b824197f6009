use store::Table;

#[derive(Table)]
#[table(primary_key(name = "pk_jobs"))]
struct Job {
    id: i64,
}

fn main() {}
