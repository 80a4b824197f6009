//! One resource to fetch.

use chrono::{DateTime, Utc};

use crate::state::{Identity, RunId, Source, WorkItemId};
use crate::{SqlEnum, Table};

/// The status of a work item.
///
/// ```
/// use store::state::Status;
///
/// let finished: Vec<&str> =
///     Status::ALL.iter().filter(|status| status.is_finished()).map(|status| status.as_str()).collect();
/// assert_eq!(finished, ["completed", "failed", "skipped"]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, SqlEnum)]
#[sql_enum(rename_all = "snake_case", len = 20)]
pub enum Status {
    /// Waits for a worker.
    Pending,
    /// Is with a worker.
    InProgress,
    /// Was fetched.
    Completed,
    /// Was given up.
    Failed,
    /// Is not to be fetched.
    Skipped,
}

impl Status {
    /// All statuses.
    pub const ALL: [Self; 5] =
        [Self::Pending, Self::InProgress, Self::Completed, Self::Failed, Self::Skipped];

    /// Whether nothing more is to be done.
    pub const fn is_finished(self) -> bool {
        matches!(self, Self::Completed | Self::Failed | Self::Skipped)
    }
}

/// One resource to fetch, and how that goes.
///
/// The verbs of [`StateStore`](crate::state::StateStore) are how items change; the queries here are theirs.
#[derive(Clone, Debug, PartialEq, Table)]
#[table(schema = "ingest", name = "work_items")]
#[table(unique(name = "ux_work_items_dedupe", columns(dedupe_hash)))]
#[table(index(
    name = "ix_work_items_claim",
    columns(priority, rank, created_at, work_item_id),
    filter(status = "pending", next_retry_at is null)
))]
#[table(index(
    name = "ix_work_items_claim_source",
    columns(source_key, priority, rank, created_at, work_item_id),
    filter(status = "pending", next_retry_at is null)
))]
#[table(index(name = "ix_work_items_lease", columns(lease_expires_at), filter(status = "in_progress")))]
#[table(index(name = "ix_work_items_retry", columns(next_retry_at), filter(next_retry_at is not null)))]
#[table(index(name = "ix_work_items_queued", columns(queued_at), filter(status = "pending")))]
#[table(index(
    name = "ix_work_items_finished",
    columns(finished_at),
    filter(finished_at is not null, pruned_at is null)
))]
#[table(index(name = "ix_work_items_source", columns(source_system, source_name, work_item_id)))]
#[table(index(name = "ix_work_items_run_id", columns(run_id)))]
#[query(claim next(status = "pending", next_retry_at is null, source_key in :sources?, source_key not in :blocked?)
    order_by(priority, rank, created_at, work_item_id)
    set(status = "in_progress", attempt += 1, lease_token += 1, claimed_by = :worker, claimed_at = now(),
        lease_expires_at = now() + milliseconds(:lease), updated_at = now()))]
#[query(claim next_of(status = "pending", next_retry_at is null, source_key)
    order_by(priority, rank, created_at, work_item_id)
    set(status = "in_progress", attempt += 1, lease_token += 1, claimed_by = :worker, claimed_at = now(),
        lease_expires_at = now() + milliseconds(:lease), updated_at = now()))]
#[query(claim reclaim(status = "in_progress", claimed_by = :worker)
    order_by(priority, rank, created_at, work_item_id)
    set(lease_token += 1, claimed_at = now(), lease_expires_at = now() + milliseconds(:lease), updated_at = now()))]
#[query(update hand_back(work_item_id in :ids)
    set(status = "pending", attempt -= 1, lease_token -= 1, claimed_by = null, claimed_at = null, lease_expires_at = null))]
#[query(update renew(work_item_id, status = "in_progress", lease_token)
    set(lease_expires_at = now() + milliseconds(:lease), updated_at = now()))]
#[query(update hold(work_item_id, status = "in_progress", lease_token) set(updated_at = now()))]
#[query(update complete(work_item_id, status = "in_progress", lease_token)
    set(status = "completed", run_id = :run, version, content_hash, error_message = null, lease_expires_at = null,
        finished_at = now(), updated_at = now()))]
#[query(update retry(work_item_id, status = "in_progress", lease_token)
    set(status = "pending", failures += 1, next_retry_at = now() + milliseconds(:wait), error_message = :reason,
        lease_expires_at = null, updated_at = now()))]
#[query(update give_up(work_item_id, status = "in_progress", lease_token)
    set(status = "failed", failures += 1, run_id = :run, error_message = :reason, lease_expires_at = null,
        finished_at = now(), updated_at = now()))]
#[query(update skip(work_item_id, status = "in_progress", lease_token)
    set(status = "skipped", run_id = :run, error_message = :reason, lease_expires_at = null,
        finished_at = now(), updated_at = now()))]
#[query(update release(work_item_id, status = "in_progress", lease_token)
    set(status = "pending", lease_expires_at = null, updated_at = now()))]
#[query(update release_worker(status = "in_progress", claimed_by = :worker)
    set(status = "pending", lease_expires_at = null, updated_at = now()))]
#[query(count overdue(status = "in_progress", lease_expires_at < now()))]
#[query(claim expire(status = "in_progress", lease_expires_at < now(), expiries < :most)
    order_by(lease_expires_at, work_item_id)
    set(status = "pending", expiries += 1, lease_expires_at = null, updated_at = now()))]
#[query(claim poison(status = "in_progress", lease_expires_at < now(), expiries >= :most)
    order_by(lease_expires_at, work_item_id)
    set(status = "failed", expiries += 1, error_message = :reason, lease_expires_at = null, finished_at = now(),
        updated_at = now()))]
#[query(claim due(next_retry_at <= now()) order_by(next_retry_at, work_item_id) set(next_retry_at = null))]
#[query(update reopen(work_item_id, status = :was, lease_token)
    set(status = "pending", lease_token += 1, failures = 0, expiries = 0, error_message = :reason, queued_at = now(),
        lease_expires_at = null, next_retry_at = null, finished_at = null, pruned_at = null, updated_at = now()))]
#[query(update close(work_item_id, status = :was, lease_token)
    set(status = :to, lease_token += 1, error_message = :reason, lease_expires_at = null, next_retry_at = null,
        finished_at = now(), pruned_at = null, updated_at = now()))]
#[query(claim recrawl(status = :was, source_system?, source_name?, any(run_id is null, run_id != :but),
    work_item_id > :after)
    order_by(work_item_id)
    set(status = "pending", run_id = :run, attempt = 0, failures = 0, expiries = 0, error_message = null,
        queued_at = now(), next_retry_at = null, finished_at = null, pruned_at = null, updated_at = now()))]
#[query(count matching(status, source_system?, source_name?, any(run_id is null, run_id != :but)))]
#[query(claim strip(finished_at < now() - seconds(:age), finished_at is not null, pruned_at is null)
    order_by(finished_at, work_item_id)
    set(request_headers = null, request_body = null, metadata = null, error_message = null, pruned_at = now()))]
#[query(select by_hash(dedupe_hash))]
#[query(select with_ids(work_item_id in :ids))]
#[query(select with_hashes(dedupe_hash in :hashes))]
#[query(select known_resources(source_system?, source_name?, status?, run_id?) order_by(work_item_id) page)]
#[query(count standing() group_by(source_key, status))]
#[query(count in_progress(status = "in_progress") group_by(source_key))]
#[query(count in_progress_of_run(status = "in_progress", run_id))]
#[query(count finished_within(finished_at > now() - seconds(:age), finished_at is not null, pruned_at is null))]
#[query(select oldest_pending(status = "pending") order_by(queued_at) limit(1))]
#[query(count prunable(finished_at < now() - seconds(:age), finished_at is not null, pruned_at is null))]
#[query(select in_order() order_by(work_item_id) page)]
#[query(select last() order_by(work_item_id desc) limit(1))]
#[query(count rows())]
pub struct WorkItem {
    /// The id.
    #[column(primary_key)]
    pub work_item_id: WorkItemId,
    /// The kind of system it comes from: `mediawiki`, `openalex`, `http`.
    #[column(len = 100, insert_only)]
    pub source_system: String,
    /// The system itself: `wikipedia`, `wookieepedia`.
    #[column(len = 100, insert_only)]
    pub source_name: String,
    /// What kind of resource it is: `page`, `category`, `work`.
    #[column(len = 100, insert_only)]
    pub resource_type: String,
    /// Its id in the source.
    #[column(len = 500, insert_only)]
    pub resource_id: String,
    /// Which form of the resource it is, where there are several: `raw`, `html`.
    #[column(len = 50, insert_only)]
    pub variant: Option<String>,
    /// Where it is fetched from.
    #[column(len = 2000)]
    pub request_uri: String,
    /// How it is fetched.
    #[column(len = 10, default = "GET")]
    pub request_method: String,
    /// The headers of the request, a JSON object.
    pub request_headers: Option<serde_json::Value>,
    /// The body of the request.
    pub request_body: Option<String>,
    /// What else is known of it.
    pub metadata: Option<serde_json::Value>,
    /// Lower goes first.
    #[column(default = 100)]
    pub priority: i32,
    /// Among items of one priority, lower goes first.
    #[column(default = 0)]
    pub rank: i32,
    /// Where it stands.
    #[column(default = "pending")]
    pub status: Status,
    /// How often a worker took it in this run.
    #[column(default = 0)]
    pub attempt: i32,
    /// How often a worker failed with it.
    #[column(default = 0)]
    pub failures: i32,
    /// How often a lease on it ran out, counted apart from failures.
    #[column(default = 0)]
    pub expiries: i32,
    /// The run it is queued for, or that finished it.
    pub run_id: Option<RunId>,
    /// The work item that led to it.
    #[column(insert_only)]
    pub discovered_from: Option<WorkItemId>,
    /// When it was found.
    #[column(insert_only)]
    pub created_at: DateTime<Utc>,
    /// When it changed last.
    pub updated_at: DateTime<Utc>,
    /// When it was put in the queue last, by its discovery or for a re-crawl.
    pub queued_at: DateTime<Utc>,
    /// When it was completed, failed or skipped.
    pub finished_at: Option<DateTime<Utc>>,
    /// Who took it last.
    #[column(len = 200)]
    pub claimed_by: Option<String>,
    /// When it was taken last, by the database's clock.
    pub claimed_at: Option<DateTime<Utc>>,
    /// Rises with every claim, so that one who had the item before can be told from one who has it.
    #[column(default = 0)]
    pub lease_token: i64,
    /// When the lease on it expires, by the database's clock; a sweep then ends the lease.
    pub lease_expires_at: Option<DateTime<Utc>>,
    /// Before when it is not to be taken again after a failure, by the database's clock.
    pub next_retry_at: Option<DateTime<Utc>>,
    /// Why it failed or was skipped last.
    pub error_message: Option<String>,
    /// The number of its newest version; 0 before the first.
    #[column(default = 0)]
    pub version: i32,
    /// The SHA-256 of its newest version.
    pub content_hash: Option<[u8; 32]>,
    /// When all but its identity and its outcome was removed.
    pub pruned_at: Option<DateTime<Utc>>,
    /// Its source in one text; see `Source::key`.
    #[column(len = 301, insert_only)]
    pub source_key: String,
    /// The parts of its identity for people to read: `system:name:type:id`.
    #[column(len = 854, insert_only)]
    pub dedupe_key: String,
    /// The hash of its identity, by which it is told from all others.
    #[column(insert_only)]
    pub dedupe_hash: [u8; 32],
}

impl WorkItem {
    /// Where it comes from.
    pub fn source(&self) -> Source {
        Source::new(&self.source_system, &self.source_name)
    }

    /// What it is known by.
    pub fn identity(&self) -> Identity<'_> {
        Identity {
            source_system: &self.source_system,
            source_name: &self.source_name,
            resource_type: &self.resource_type,
            resource_id: &self.resource_id,
            variant: self.variant.as_deref(),
        }
    }
}
