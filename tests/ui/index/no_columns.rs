use store::Table;

#[derive(Table)]
#[table(index(name = "ix_jobs"))]
#[table(index(columns(), include(id)))]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
