use chrono::{DateTime, Utc};
use store::{SqlEnum, Table};

#[derive(SqlEnum)]
#[sql_enum(rename_all = "snake_case")]
enum Status {
    Open,
    Held,
    Done,
}

#[derive(Table)]
#[table(filter(held(id, status = "held", token), waiting(status = "open", until is null), r#fn(status?)))]
#[table(set(ended(owner = null, until = null)))]
#[table(index(columns(until), filter(waiting())))]
#[table(filter(valid(token >= 0)), check(valid(), any(until is null, status = "held")))]
#[query(update renew(held()) set(until = now() + seconds(:lease)))]
#[query(update finish(held()) set(status = "done", ended(), token += 1))]
#[query(claim next(waiting(), r#fn()) order_by(id) set(status = "held", until = now() + seconds(:lease), owner))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: Status,
    token: i64,
    #[column(len = 50)]
    owner: Option<String>,
    until: Option<DateTime<Utc>>,
}

fn main() {
    let _ = Job::renew(1, 2, 30);
    let _ = Job::finish(1, 2);
    let _ = Job::next(Some(&Status::Open), 30, Some("worker"), 10);
    assert!(Status::Done.as_str() == "done" && Status::Held.as_str() == "held");
}
