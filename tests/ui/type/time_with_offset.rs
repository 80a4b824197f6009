use chrono::{DateTime, FixedOffset};
use store::Table;

type Local = DateTime<FixedOffset>;

#[derive(Table)]
#[table(unique(columns(at)))]
#[query(select pages() order_by(at, id) page)]
#[query(count by_time() group_by(at))]
#[query(select of_times(at in :times))]
#[query(select today(at >= now()))]
#[query(select latest() only(latest = max(at)) as Latest)]
struct Event {
    #[column(primary_key)]
    id: i64,
    at: DateTime<FixedOffset>,
}

#[derive(Table)]
#[query(select at(at))]
struct Alias {
    #[column(primary_key)]
    id: i64,
    at: Local,
}

#[derive(Table)]
#[query(select all() order_by(at))]
struct SortedAlias {
    #[column(primary_key)]
    id: i64,
    at: Local,
}

#[derive(Table)]
struct Appointment {
    #[column(primary_key)]
    at: DateTime<FixedOffset>,
}

fn main() {}
