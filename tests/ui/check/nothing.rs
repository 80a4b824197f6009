use store::Table;

#[derive(Table)]
#[table(check())]
#[table(check(name = "ck_jobs_nothing"))]
struct Job {
    #[column(primary_key)]
    id: i64,
}

fn main() {}
