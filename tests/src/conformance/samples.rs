//! Sample rows.

use chrono::{DateTime, TimeZone, Utc};
use store::prelude::*;

use crate::tables::{Job, JobId, Status};

/// Returns a timestamp with microseconds.
pub fn instant(seconds: i64) -> DateTime<Utc> {
    Utc.timestamp_micros(1_700_000_000_000_000 + seconds * 1_000_000 + 123_456)
        .single()
        .expect("within the calendar")
}

/// Returns a pending job of source `s`.
pub fn job(id: &str) -> Job {
    Job {
        id: JobId(id.to_owned()),
        source: "s".to_owned(),
        external_key: format!("key of {id}"),
        priority: 100,
        status: Status::Pending,
        attempt: 0,
        max_attempts: None,
        note: None,
        lease_until: None,
        created_at: instant(0),
        updated_at: instant(0),
        cached: None,
    }
}

/// Returns jobs whose ids sort in their order.
pub fn jobs(count: usize) -> Vec<Job> {
    (0..count).map(|number| job(&format!("{number:06}"))).collect()
}

/// Creates the table `jobs`.
pub async fn create_jobs(db: &mut impl Connection) {
    db.create::<Job>().await.expect("jobs");
}

/// Returns the ids in the order of the jobs.
pub fn ids(jobs: &[Job]) -> Vec<&str> {
    jobs.iter().map(|job| job.id.0.as_str()).collect()
}
