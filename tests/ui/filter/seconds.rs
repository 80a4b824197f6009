use chrono::{DateTime, Utc};
use store::Table;

#[derive(Table)]
#[query(select a(created_at < now() + seconds(-5)))]
#[query(select b(created_at < now() - seconds(1.5)))]
#[query(select c(created_at < now() - seconds(2147483648)))]
#[query(select d(created_at < now() - seconds("5")))]
#[query(select e(created_at < now() - seconds(age)))]
#[query(select f(created_at < now() - seconds()))]
#[query(select g(created_at < now() - seconds(5, 6)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    age: i32,
    created_at: DateTime<Utc>,
}

fn main() {}
