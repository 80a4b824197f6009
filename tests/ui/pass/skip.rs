use store::{Table, TableValues};

#[derive(Table)]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(skip)]
    attempts: Vec<u64>,
    #[column(skip)]
    cached: Option<Box<str>>,
}

fn main() {
    let job = Job { id: 1, attempts: vec![], cached: None };
    assert_eq!(job.values().map(|values| values.len()).unwrap_or(0), 1);
    assert!(job.attempts.is_empty() && job.cached.is_none());
    assert!(!Job::SQL.of(store::Dialect::Sqlite).create_table().contains("cached"));
}
