#![deny(warnings, missing_docs, unused, rust_2018_idioms, non_snake_case, unreachable_pub)]
#![deny(unused_qualifications, unused_lifetimes, single_use_lifetimes, missing_debug_implementations)]
#![forbid(unsafe_code)]
//! A program without warnings.

use chrono::{DateTime, Utc};
use store::{Field, SqlEnum, Table};

#[derive(Debug, Field)]
#[field(len = 36)]
struct Id(String);

#[derive(Debug, SqlEnum)]
enum Status {
    Pending,
    Done,
}

#[derive(Debug, Table)]
#[table(unique(name = "ux_jobs_source", columns(source)))]
#[query(select all(status?) order_by(id) page)]
#[query(update finish(id) set(status = "Done", updated_at = now()))]
#[query(delete old(updated_at < :before))]
#[query(count by_status() group_by(status))]
#[query(claim next(status = "Pending") order_by(id) set(status = "Done"))]
struct Job {
    #[column(primary_key)]
    id: Id,
    #[column(len = 50)]
    source: String,
    status: Status,
    updated_at: DateTime<Utc>,
}

fn main() {
    let job = Job { id: Id(String::new()), source: String::new(), status: Status::Pending, updated_at: Utc::now() };
    println!("{job:?} {:?}", Status::Done);
}
