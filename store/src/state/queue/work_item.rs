//! The table of work items.

use chrono::{DateTime, Utc};

use crate::Table;
use crate::state::{Identity, RunId, Source, Status, WorkItemId};

/// A resource to fetch, with its status.
///
/// Items change by the methods of [`StateStore`](crate::state::StateStore), which run the queries declared here and
/// update the counters in the same transaction.
#[derive(Clone, Debug, PartialEq, Table)]
#[expect(clippy::duplicated_attributes, reason = "several indexes have a column, each index in an attribute")]
#[table(schema = "ingest", name = "work_items")]
#[table(unique(name = "ux_work_items_dedupe", columns(dedupe_hash)))]
#[table(index(
    name = "ix_work_items_claim",
    columns(priority, rank, created_at, work_item_id),
    filter(claimable())
))]
#[table(index(
    name = "ix_work_items_claim_source",
    columns(source_key, priority, rank, created_at, work_item_id),
    filter(claimable())
))]
#[table(index(name = "ix_work_items_lease", columns(lease_expires_at), filter(status = "in_progress")))]
#[table(index(name = "ix_work_items_queued", columns(queued_at), filter(status = "pending")))]
#[table(index(name = "ix_work_items_retry", columns(next_retry_at), filter(next_retry_at is not null)))]
#[table(index(
    name = "ix_work_items_finished",
    columns(finished_at),
    filter(finished_at is not null, pruned_at is null)
))]
#[table(index(name = "ix_work_items_source", columns(source_key, work_item_id)))]
#[table(index(name = "ix_work_items_run", columns(run_id, work_item_id)))]
#[table(filter(
    claimable(status = "pending", next_retry_at is null),
    held(work_item_id, status = "in_progress", lease_token),
    expired(status = "in_progress", lease_expires_at < now()),
    strippable(finished_at < now() - seconds(:age), finished_at is not null, pruned_at is null),
    // A source is found by its key. Its system and name have no index: a page continues after the last item.
    of_source(source_key?, source_system?, source_name?),
    recrawlable(any(run_id is null, run_id != :except)),
))]
#[table(set(
    claimed(
        status = "in_progress", attempt += 1, lease_token += 1, claimed_by = :worker, claimed_at = now(),
        lease_expires_at = now() + milliseconds(:lease), updated_at = now(),
    ),
    completed(
        status = "completed", version, content_hash, error_message = null, lease_expires_at = null,
        finished_at = now(), updated_at = now(),
    ),
    released(lease_expires_at = null, updated_at = now()),
    finished(run_id = :run, error_message = :reason, lease_expires_at = null, finished_at = now(), updated_at = now()),
))]
#[query(claim next(claimable(), source_key not in :blocked?)
    order_by(priority, rank, created_at, work_item_id) set(claimed()))]
#[query(claim next_with_ids(claimable(), work_item_id in :ids)
    order_by(priority, rank, created_at, work_item_id) set(claimed()))]
#[query(claim next_of(claimable(), source_key) order_by(priority, rank, created_at, work_item_id) set(claimed()))]
#[query(claim reclaim(status = "in_progress", claimed_by = :worker)
    order_by(priority, rank, created_at, work_item_id)
    set(lease_token += 1, claimed_at = now(), lease_expires_at = now() + milliseconds(:lease), updated_at = now()))]
#[query(update hand_back(work_item_id in :ids)
    set(status = "pending", attempt -= 1, lease_token -= 1, claimed_by = null, claimed_at = null, lease_expires_at = null))]
#[query(update renew(held()) set(lease_expires_at = now() + milliseconds(:lease), updated_at = now()))]
#[query(update hold(held()) set(updated_at = now()))]
#[query(update complete(held()) set(completed()) many)]
#[query(update complete_for(held()) set(run_id = :run, completed()) many)]
#[query(update retry(held())
    set(status = "pending", failures += 1, next_retry_at = now() + milliseconds(:delay), error_message = :reason,
        released()))]
#[query(update give_up(held()) set(status = "failed", failures += 1, finished()))]
#[query(update skip(held()) set(status = "skipped", finished()))]
#[query(update release(held()) set(status = "pending", released()))]
#[query(update release_worker(status = "in_progress", claimed_by = :worker) set(status = "pending", released()))]
#[query(count overdue(expired()))]
#[query(claim expire(expired(), expiries < :max_expiries)
    order_by(lease_expires_at, work_item_id)
    set(status = "pending", expiries += 1, released()))]
#[query(claim poison(expired(), expiries >= :max_expiries)
    order_by(lease_expires_at, work_item_id)
    set(status = "failed", expiries += 1, error_message = :reason, lease_expires_at = null, finished_at = now(),
        updated_at = now()))]
#[query(claim due(next_retry_at <= now()) order_by(next_retry_at, work_item_id) set(next_retry_at = null))]
#[query(update reopen(work_item_id, status = :current, lease_token)
    set(status = "pending", lease_token += 1, failures = 0, expiries = 0, error_message = :reason, queued_at = now(),
        lease_expires_at = null, next_retry_at = null, finished_at = null, pruned_at = null, updated_at = now()))]
#[query(update close(work_item_id, status = :current, lease_token)
    set(status = :new_status, lease_token += 1, error_message = :reason, lease_expires_at = null, next_retry_at = null,
        finished_at = now(), pruned_at = null, updated_at = now()))]
#[query(claim recrawl(status = :current, of_source(), recrawlable(), work_item_id > :after) order_by(work_item_id)
    set(status = "pending", run_id = :run, attempt = 0, failures = 0, expiries = 0, error_message = null,
        queued_at = now(), next_retry_at = null, finished_at = null, pruned_at = null, updated_at = now()))]
#[query(count matching(status, of_source(), recrawlable()))]
#[query(claim strip(strippable()) order_by(finished_at, work_item_id)
    set(request_headers = null, request_body = null, metadata = null, error_message = null, pruned_at = now()))]
#[query(select by_hash(dedupe_hash))]
#[query(select with_ids(work_item_id in :ids))]
#[query(select with_hashes(dedupe_hash in :hashes))]
#[query(select known_resources(of_source(), status?, run_id?) order_by(work_item_id) page)]
#[query(count by_source_and_status() group_by(source_key, status))]
#[query(count finished_within(finished_at > now() - seconds(:age), finished_at is not null, pruned_at is null))]
#[query(select oldest_pending(status = "pending") order_by(queued_at) limit(1))]
#[query(count prunable(strippable()))]
#[query(select in_order() order_by(work_item_id) page)]
#[query(select last() order_by(work_item_id desc) limit(1))]
#[query(count rows())]
pub struct WorkItem {
    /// Id of the item.
    #[column(primary_key)]
    pub work_item_id: WorkItemId,
    /// Kind of the source system: `mediawiki`, `openalex`, `http`.
    #[column(len = 100, insert_only)]
    pub source_system: String,
    /// Name of the source system: `wikipedia`, `wookieepedia`.
    #[column(len = 100, insert_only)]
    pub source_name: String,
    /// Kind of the resource: `page`, `category`, `work`.
    #[column(len = 100, insert_only)]
    pub resource_type: String,
    /// Id of the resource in its source.
    #[column(len = 500, insert_only)]
    pub resource_id: String,
    /// Form of the resource, if it has several: `raw`, `html`.
    #[column(len = 50, insert_only)]
    pub variant: Option<String>,
    /// URI of the request.
    #[column(len = 2000)]
    pub request_uri: String,
    /// Method of the request.
    #[column(len = 10, default = "GET")]
    pub request_method: String,
    /// Headers of the request, a JSON object.
    pub request_headers: Option<serde_json::Value>,
    /// Body of the request.
    pub request_body: Option<String>,
    /// Additional data of the application.
    pub metadata: Option<serde_json::Value>,
    /// Priority; lower numbers are claimed first.
    #[column(default = 100)]
    pub priority: i32,
    /// Order among items of equal priority; lower numbers are claimed first.
    #[column(default = 0)]
    pub rank: i32,
    /// Current status of the item.
    #[column(default = "pending")]
    pub status: Status,
    /// Number of claims of the item in its run.
    #[column(default = 0)]
    pub attempt: i32,
    /// Number of failures.
    #[column(default = 0)]
    pub failures: i32,
    /// Number of leases that expired, counted apart from failures.
    #[column(default = 0)]
    pub expiries: i32,
    /// Run that the item is queued for, or that finished it.
    pub run_id: Option<RunId>,
    /// Work item in which the resource was first found.
    #[column(insert_only)]
    pub discovered_from: Option<WorkItemId>,
    /// Run in which the resource was first found.
    #[column(insert_only)]
    pub discovered_in: Option<RunId>,
    /// Time when the item was created.
    #[column(insert_only)]
    pub created_at: DateTime<Utc>,
    /// Time of the last change.
    pub updated_at: DateTime<Utc>,
    /// Time when the item last entered the queue, by its discovery or for a re-crawl.
    pub queued_at: DateTime<Utc>,
    /// Time when the item was completed, failed or skipped.
    pub finished_at: Option<DateTime<Utc>>,
    /// Worker that last claimed the item.
    #[column(len = 200)]
    pub claimed_by: Option<String>,
    /// Time of the last claim, by the database's clock.
    pub claimed_at: Option<DateTime<Utc>>,
    /// Token of the lease. Increases with every claim, so that a call under an earlier lease is refused.
    #[column(default = 0)]
    pub lease_token: i64,
    /// Time when the lease expires, by the database's clock; the next sweep then ends the lease.
    pub lease_expires_at: Option<DateTime<Utc>>,
    /// Time of the retry after a failure, by the database's clock.
    pub next_retry_at: Option<DateTime<Utc>>,
    /// Reason of the last failure or skip.
    pub error_message: Option<String>,
    /// Number of the newest version; 0 before the first.
    #[column(default = 0)]
    pub version: i32,
    /// SHA-256 of the newest version.
    pub content_hash: Option<[u8; 32]>,
    /// Time when retention removed everything except the identity and the outcome.
    pub pruned_at: Option<DateTime<Utc>>,
    /// Key of the source; see `Source::key`.
    #[column(len = 301, insert_only)]
    pub source_key: String,
    /// Readable form of the identity: `system:name:type:id`.
    #[column(len = 854, insert_only)]
    pub dedupe_key: String,
    /// Hash of the identity, unique among all items.
    #[column(insert_only)]
    pub dedupe_hash: [u8; 32],
}

impl WorkItem {
    /// Returns the source of the resource.
    pub fn source(&self) -> Source {
        Source::new(&self.source_system, &self.source_name)
    }

    /// Returns the identity of the resource.
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
