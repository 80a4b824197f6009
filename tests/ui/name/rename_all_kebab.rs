use store::Table;

#[derive(Table)]
#[table(rename_all = "kebab-case")]
struct Job {
    #[column(primary_key)]
    job_id: i64,
}

fn main() {}
