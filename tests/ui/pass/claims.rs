use chrono::{DateTime, Utc};
use store::Table;

#[derive(Table)]
#[query(claim next(status = "pending", source?)
    order_by(priority desc, created_at, id)
    set(status = "busy", attempt += 1, lease_until = now() + seconds(:lease), worker = :who, updated_at = now()))]
#[query(claim one(status = "busy", lease_until < now() - seconds(30)) order_by(id) set(attempt = attempt - 1) limit(1))]
#[query(claim some(status = "busy") order_by(id) set(status = "pending") limit(:most))]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(len = 10)]
    status: String,
    #[column(len = 10)]
    source: String,
    priority: i32,
    attempt: i32,
    #[column(len = 10)]
    worker: Option<String>,
    lease_until: Option<DateTime<Utc>>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

fn main() {
    let _ = Job::next(Some("web"), 60, Some("me"), 10);
    let _ = Job::one();
    let _ = Job::some(5);
    assert!(Job::SQL.of(store::Dialect::Mssql).query(0).sql(0).contains("READPAST"));
}
