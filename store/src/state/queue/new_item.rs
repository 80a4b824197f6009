//! A resource to enqueue.

use super::WorkItem;
use crate::state::clock::now;
use crate::state::{Identity, RunId, Source, Status, WorkItemId};
use crate::{Error, TableValues};

/// A resource to enqueue.
///
/// ```
/// use serde_json::json;
/// use store::state::{Identity, NewItem, RunId, WorkItemId};
///
/// let page = Identity::new("http", "docs", "page", "index.html");
/// let item = NewItem::new(page, "https://docs.example/index.html").priority(10).rank(2);
/// assert_eq!(item.dedupe_key(), "http:docs:page:index.html");
/// assert_eq!(item.dedupe_hash(), &page.hash());
///
/// let search = Identity::new("http", "docs", "search", "lease");
/// let found_in = item.work_item_id().clone();
/// let item = NewItem::new(search, "https://docs.example/search")
///     .method("POST")
///     .headers(json!({ "accept": "application/json" }))
///     .body("q=lease")
///     .metadata(json!({ "depth": 1 }))
///     .run(RunId::new())
///     .discovered_from(found_in);
/// assert_ne!(item.work_item_id(), &WorkItemId::from(""));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "an item is not in the queue until it is enqueued"]
pub struct NewItem(WorkItem);

impl NewItem {
    /// Creates an item that is fetched with GET at the default priority.
    pub fn new(identity: Identity<'_>, request_uri: impl Into<String>) -> Self {
        let now = now();
        Self(WorkItem {
            work_item_id: WorkItemId::new(),
            source_system: identity.source_system.to_owned(),
            source_name: identity.source_name.to_owned(),
            resource_type: identity.resource_type.to_owned(),
            resource_id: identity.resource_id.to_owned(),
            variant: identity.variant.map(str::to_owned),
            request_uri: request_uri.into(),
            request_method: "GET".to_owned(),
            request_headers: None,
            request_body: None,
            metadata: None,
            priority: 100,
            rank: 0,
            status: Status::Pending,
            attempt: 0,
            failures: 0,
            expiries: 0,
            run_id: None,
            discovered_from: None,
            discovered_in: None,
            created_at: now,
            updated_at: now,
            queued_at: now,
            finished_at: None,
            claimed_by: None,
            claimed_at: None,
            lease_token: 0,
            lease_expires_at: None,
            next_retry_at: None,
            error_message: None,
            version: 0,
            content_hash: None,
            pruned_at: None,
            source_key: Source::new(identity.source_system, identity.source_name).key(),
            dedupe_key: identity.readable(),
            dedupe_hash: identity.hash(),
        })
    }

    /// Sets the method of the request. Default: GET.
    pub fn method(mut self, method: impl Into<String>) -> Self {
        self.0.request_method = method.into();
        self
    }

    /// Sets the headers of the request, a JSON object.
    pub fn headers(mut self, headers: serde_json::Value) -> Self {
        self.0.request_headers = Some(headers);
        self
    }

    /// Sets the body of the request.
    pub fn body(mut self, body: impl Into<String>) -> Self {
        self.0.request_body = Some(body.into());
        self
    }

    /// Sets additional data of the application.
    pub fn metadata(mut self, metadata: serde_json::Value) -> Self {
        self.0.metadata = Some(metadata);
        self
    }

    /// Sets the priority: lower numbers are claimed first. Default: 100.
    pub fn priority(mut self, priority: i32) -> Self {
        self.0.priority = priority;
        self
    }

    /// Sets the order among items of equal priority: lower numbers are claimed first. Default: 0.
    pub fn rank(mut self, rank: i32) -> Self {
        self.0.rank = rank;
        self
    }

    /// Sets the run that the item is queued for.
    pub fn run(mut self, run: RunId) -> Self {
        self.0.discovered_in = Some(run.clone());
        self.0.run_id = Some(run);
        self
    }

    /// Sets the work item in which the resource was found.
    pub fn discovered_from(mut self, item: WorkItemId) -> Self {
        self.0.discovered_from = Some(item);
        self
    }

    /// Returns the id that the item gets if it is new to the queue.
    pub fn work_item_id(&self) -> &WorkItemId {
        &self.0.work_item_id
    }

    /// Returns the URI of the request.
    pub fn request_uri(&self) -> &str {
        &self.0.request_uri
    }

    /// Returns the readable form of the identity.
    pub fn dedupe_key(&self) -> &str {
        &self.0.dedupe_key
    }

    /// Returns the hash of the identity.
    pub fn dedupe_hash(&self) -> &[u8; 32] {
        &self.0.dedupe_hash
    }

    /// Checks that every part fits its column.
    ///
    /// # Errors
    ///
    /// [`Truncated`](crate::ErrorKind::Truncated) with the name of the column that is too short.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::ErrorKind;
    /// use store::state::{Identity, NewItem};
    ///
    /// let page = Identity::new("http", "docs", "page", "1");
    /// assert!(NewItem::new(page, "https://docs.example/1").check().is_ok());
    /// let error = NewItem::new(page, "x".repeat(2_001)).check().unwrap_err();
    /// assert_eq!((error.kind(), error.column()), (ErrorKind::Truncated, Some("request_uri")));
    /// ```
    pub fn check(&self) -> Result<(), Error> {
        self.0.values().map(|_| ())
    }

    pub(crate) fn into_work_item(self) -> WorkItem {
        self.0
    }

    pub(super) fn from_work_item(item: WorkItem) -> Self {
        Self(item)
    }
}
