use chrono::{DateTime, Utc};
use store::{SqlEnum, Table};

#[derive(SqlEnum)]
enum Status {
    Pending,
    Done,
}

#[derive(Table)]
#[table(index(columns(status, created_at desc), include(note, data)))]
#[table(index(name = "ix_open", columns(created_at asc), filter(status = "Pending", priority > 5, note is not null)))]
#[table(index(columns(priority), filter(status in ("Pending", "Done"), flag = true)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    status: Status,
    priority: i32,
    flag: bool,
    note: Option<String>,
    data: serde_json::Value,
    created_at: DateTime<Utc>,
}

fn main() {
    let _ = (Status::Pending, Status::Done);
    assert_eq!(Job::SQL.of(store::Dialect::Mssql).create_indexes().len(), 3);
    assert!(Job::SQL.of(store::Dialect::Mssql).create_indexes().nth(0).unwrap().contains("INCLUDE ([note], [data])"));
    assert!(Job::SQL.of(store::Dialect::Sqlite).create_indexes().nth(1).unwrap().contains("WHERE `status` = 'Pending' AND `priority` > 5"));
}
