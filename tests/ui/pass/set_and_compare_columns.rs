use chrono::{DateTime, Utc};
use store::Table;

#[derive(Table)]
#[query(select due(attempt < most, most > attempt + 1, updated_at >= created_at))]
#[query(update a(id) set(attempt = most - 1, maybe = attempt, note, maybe_note = note))]
#[query(update b(id = :one, attempt = :n) set(most = :n, note = :text, maybe_note = :other))]
#[query(update c(any(id = :one, attempt in (1, -2, 3), note in ("a", "b"))) set(attempt *= 2, ratio = ratio * 0.5))]
struct Job {
    #[column(primary_key)]
    id: i64,
    attempt: i32,
    most: i32,
    maybe: Option<i32>,
    ratio: f64,
    note: String,
    maybe_note: Option<String>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

fn main() {
    let _ = Job::due();
    let _ = Job::a(1, "note");
    let _ = Job::b(1, 2, "note", None);
    let _ = Job::c(1);
}
