//! A work queue with queries of every kind, and a table that references it.

use chrono::{DateTime, Utc};
use store::{Field, SqlEnum, Table};

/// The id of a job.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Field)]
#[field(len = 36)]
pub struct JobId(pub String);

/// The status of a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, SqlEnum)]
#[sql_enum(rename_all = "snake_case", len = 20)]
pub enum Status {
    /// Waiting to be claimed.
    Pending,
    /// Claimed by a worker.
    InProgress,
    /// Done.
    Completed,
    /// Given up.
    Failed,
}

/// A job in a queue.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "jobs")]
#[table(unique(name = "ux_jobs_key", columns(source, external_key)))]
#[table(index(name = "ix_jobs_claim", columns(status, priority, created_at desc), include(attempt)))]
#[table(index(columns(lease_until), filter(status = "in_progress", lease_until is not null)))]
#[table(check(name = "ck_jobs_attempts", attempt >= 0, any(max_attempts is null, attempt <= max_attempts)))]
#[query(select of_source(source) order_by(priority, id))]
#[query(select search(source?, status in :statuses?, priority >= :least?, external_key != :other?) order_by(created_at desc, id) limit(:most))]
#[query(select with_ids(id in :ids) order_by(id))]
#[query(select with_priorities(priority in :priorities) order_by(id))]
#[query(select pages(source?) order_by(priority, id) page)]
#[query(select mixed_pages() order_by(priority desc, id) page limit(:size))]
#[query(select unfinished(status in ("pending", "in_progress"), any(note is null, note != "skip"), attempt < max_attempts) order_by(id) limit(10))]
#[query(update reset(status = "completed", source?) set(status = "pending", attempt = 0, note = null, updated_at = now()))]
#[query(update annotate(id) set(note, priority = :new_priority, attempt += :more, updated_at = :at))]
#[query(update advance(id, status = :from)
    set(status = :to, note, attempt += :more, lease_until = now() + milliseconds(:lease), updated_at = :at) many)]
#[query(update prioritize(source, external_key, priority >= :least?) set(priority = :priority, max_attempts) many)]
#[query(update double(source) set(attempt = attempt * 2, priority -= 1))]
#[query(delete of_status(status, updated_at < :before?))]
#[query(delete everything())]
#[query(count total(source?))]
#[query(count by_status(created_at < now()) group_by(status))]
#[query(count by_source_and_priority() group_by(source, priority))]
#[query(claim next(status = "pending", source?)
    order_by(priority, created_at, id)
    set(status = "in_progress", attempt += 1, lease_until = now() + seconds(:lease), updated_at = now()))]
#[query(claim expired(status = "in_progress", lease_until < now() - seconds(1)) order_by(lease_until)
    set(lease_until = now() + seconds(30), note = :why))]
pub struct Job {
    /// The id.
    #[column(primary_key)]
    pub id: JobId,
    /// The source system.
    #[column(len = 50)]
    pub source: String,
    /// The key in the source system.
    #[column(len = 400)]
    pub external_key: String,
    /// The priority; lower values are claimed first.
    #[column(default = 100)]
    pub priority: i32,
    /// The status.
    #[column(default = "pending")]
    pub status: Status,
    /// The number of claims.
    #[column(default = 0)]
    pub attempt: i32,
    /// The maximum number of claims.
    pub max_attempts: Option<i32>,
    /// A remark.
    pub note: Option<String>,
    /// The end of the lease.
    pub lease_until: Option<DateTime<Utc>>,
    /// The time of the insert.
    #[column(insert_only)]
    pub created_at: DateTime<Utc>,
    /// The time of the last change.
    pub updated_at: DateTime<Utc>,
    /// A value that is not stored.
    #[column(skip)]
    pub cached: Option<u64>,
}

/// A step of a job.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "conformance", name = "steps", primary_key(name = "pk_job_steps", columns(job, number)))]
#[table(foreign_key(
    name = "fk_steps_job",
    columns(job),
    references(table = "jobs", columns(id), on_delete = "cascade")
))]
#[query(select of_job(job) order_by(number))]
pub struct Step {
    /// The id of the job.
    pub job: JobId,
    /// The number of the step, from 1.
    pub number: i32,
    /// The description.
    #[column(name = "done_text", len = 200)]
    pub done: String,
}
