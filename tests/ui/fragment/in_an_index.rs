use chrono::{DateTime, Utc};
use store::Table;

#[derive(Table)]
#[table(filter(held(owner), late(at < now()), either(any(status = 1, owner = 2))))]
#[table(index(columns(status), filter(held())))]
#[table(index(columns(owner), filter(late())))]
#[table(index(columns(at), filter(either())))]
#[table(check(held(), late()))]
#[table(check(name = "ck_job_open", optional()))]
#[table(filter(optional(owner?)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: i32,
    owner: i64,
    at: DateTime<Utc>,
}

fn main() {}
