use chrono::{DateTime, Utc};
use store::Table;

#[derive(Table)]
#[query(select all(a?, b != :not?, c in :list?, d >= :since?, any(e = :e)?, f < :f?) order_by(id) limit(:most))]
#[query(count some(a?) group_by(a, b, c, f))]
#[query(delete old(a?, d < :before))]
struct Job {
    #[column(primary_key)]
    id: i64,
    a: i32,
    #[column(len = 10)]
    b: String,
    c: Option<i16>,
    d: DateTime<Utc>,
    e: bool,
    f: f64,
}

fn main() {
    let _ = Job::all(Some(1), Some("x"), Some(&[1, 2]), None, Some(true), Some(0.5), 10);
    let _ = Job::some(None);
    let _ = Job::old(Some(5), Utc::now());
    assert_eq!(Job::SQL.of(store::Dialect::Mssql).query(0).statements().len(), 64);
    assert!(!Job::SQL.of(store::Dialect::Mssql).query(0).sql(0).contains("WHERE"));
}
