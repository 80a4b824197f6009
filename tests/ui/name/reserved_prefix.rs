use store::Table;

#[derive(Table)]
#[table(schema = "sqlite", name = "master", index(name = "sqlite_autoindex_job_1", columns(id)))]
struct Master {
    #[column(primary_key)]
    id: i64,
}

#[derive(Table)]
#[table(name = "SQLite_jobs")]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
