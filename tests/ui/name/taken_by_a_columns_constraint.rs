use store::Table;

#[derive(Table)]
#[table(name = "job", check(name = "ck_job__attempt", attempt > 0), index(name = "df_job__attempt", columns(attempt)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(default = 5)]
    attempt: u16,
}

fn main() {}
