use chrono::{DateTime, Utc};
use store::Table;

#[derive(Table)]
#[table(unique(columns(source, place)))]
#[query(select by_key() order_by(id) page)]
#[query(select by_unique(source?) order_by(place desc, source) page limit(:size))]
#[query(select fixed() order_by(created_at, id desc) page limit(50))]
struct Job {
    #[column(primary_key)]
    id: i64,
    #[column(len = 20)]
    source: String,
    place: i32,
    created_at: DateTime<Utc>,
}

fn main() {
    let _ = Job::by_key(Some(5), 10);
    let _ = Job::by_unique(Some("a"), Some((5, "a")), 10);
    let _ = Job::fixed(Some((Utc::now(), 5)));
    let _ = Job::fixed(None);
}
