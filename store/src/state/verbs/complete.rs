//! Completing items with what was fetched and found.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use super::enqueue;
use crate::state::counters::CounterChanges;
use crate::state::time::now;
use crate::state::{
    ClaimedItem, CounterKind, DiscoveredLink, NewItem, RefusedLink, ResourceVersion, StateStore, Status,
    WorkItem, WorkItemId,
};
use crate::{Connection, ConnectionExt, Database, Error, Outcome, Table, UniqueKey, UnitOfWork};

/// The content that was fetched for an item.
///
/// ```
/// use store::state::Content;
///
/// let content = Content::from_bytes(b"<html></html>").content_type("text/html").status_code(200).location("pages/1.html");
/// assert_eq!(content, Content::from_digest(content.hash(), 13).content_type("text/html").status_code(200)
///     .location("pages/1.html").fetched_at(content.time()));
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "it is kept when an item is completed with it"]
pub struct Content {
    hash: [u8; 32],
    size: i64,
    content_type: Option<String>,
    status_code: Option<i32>,
    location: Option<String>,
    metadata: Option<serde_json::Value>,
    fetched_at: DateTime<Utc>,
}

impl Content {
    /// These bytes, fetched now. They are not kept, only their number and their SHA-256.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self::from_digest(Sha256::digest(bytes).into(), i64::try_from(bytes.len()).unwrap_or(i64::MAX))
    }

    /// So many bytes with this SHA-256, fetched now.
    pub fn from_digest(hash: [u8; 32], size: i64) -> Self {
        Self {
            hash,
            size,
            content_type: None,
            status_code: None,
            location: None,
            metadata: None,
            fetched_at: now(),
        }
    }

    /// Of this type, as `text/html`.
    pub fn content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// With this status, as that of HTTP.
    pub fn status_code(mut self, code: i32) -> Self {
        self.status_code = Some(code);
        self
    }

    /// Kept here.
    pub fn location(mut self, location: impl Into<String>) -> Self {
        self.location = Some(location.into());
        self
    }

    /// What else is known of it.
    pub fn metadata(mut self, metadata: serde_json::Value) -> Self {
        self.metadata = Some(metadata);
        self
    }

    /// Fetched then.
    pub fn fetched_at(mut self, time: DateTime<Utc>) -> Self {
        self.fetched_at = time;
        self
    }

    /// The SHA-256 of the content.
    pub fn hash(&self) -> [u8; 32] {
        self.hash
    }

    /// When it was fetched.
    pub fn time(&self) -> DateTime<Utc> {
        self.fetched_at
    }
}

/// The result of an item: its content, and the links found in it.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "it is kept when an item is completed with it"]
pub struct Completion {
    content: Option<Content>,
    links: Vec<NewItem>,
}

impl Completion {
    /// Nothing but that it is done.
    pub fn new() -> Self {
        Self::default()
    }

    /// With a new version of the resource.
    pub fn content(mut self, content: Content) -> Self {
        self.content = Some(content);
        self
    }

    /// With a resource that was found in it, to be put in the queue unless it is there.
    pub fn link(mut self, link: NewItem) -> Self {
        self.links.push(link);
        self
    }

    /// With resources that were found in it.
    pub fn links(mut self, links: impl IntoIterator<Item = NewItem>) -> Self {
        self.links.extend(links);
        self
    }
}

/// A new version of a resource: its number, and whether its content differs from the version before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VersionInfo {
    /// The number of the version, counted from 1.
    pub number: i32,
    /// Whether the content differs from the version before; `true` for the first one.
    pub changed: bool,
}

/// The effects of completing an item.
#[derive(Clone, Debug, PartialEq)]
pub struct CompleteOutcome {
    /// The new version; `None` without content.
    pub version: Option<VersionInfo>,
    /// The items that are new to the queue, in the order of the links.
    pub discovered: Vec<WorkItemId>,
    /// How many links led to what was in the queue already.
    pub duplicates: u64,
    /// The links that do not fit their columns, in the order of the links. All else is kept.
    pub refused: Vec<RefusedLink>,
}

impl<D: Database> StateStore<D> {
    /// Completes an item: stores the version of its content, enqueues its links, records what was seen and updates the
    /// counters of its run, all in one transaction.
    ///
    /// A link that does not fit its columns is refused alone and returned in [`CompleteOutcome::refused`] with the reason.
    ///
    /// # Errors
    ///
    /// [`LeaseLost`](crate::ErrorKind::LeaseLost) when the lease is lost, see [`ClaimedItem`](crate::state::ClaimedItem), and
    /// [`Truncated`](crate::ErrorKind::Truncated) for a part of the content that is longer than its column; then nothing is
    /// kept, and the item stays as it was.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Completion, Content, Identity, NewItem, VersionInfo};
    ///
    /// # store::__example!(|store| {
    /// let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// store.enqueue(page("1")).await?;
    /// let claimed = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
    /// let completion = Completion::new().content(Content::from_bytes(b"text")).link(page("1")).link(page("2"));
    /// let completed = store.complete(&claimed, completion).await?;
    /// assert_eq!((completed.version, completed.discovered.len(), completed.duplicates), (Some(VersionInfo { number: 1, changed: true }), 1, 1));
    /// # });
    /// ```
    pub async fn complete(
        &self,
        claimed: &ClaimedItem,
        completion: Completion,
    ) -> Result<CompleteOutcome, Error> {
        let completed = self.complete_many(vec![(claimed.clone(), completion)]).await?;
        completed.into_iter().next().unwrap_or_else(|| Err(claimed.lost()))
    }

    /// Completes items in one transaction. Returns a result for each, in the same order.
    ///
    /// An item that [`complete`](Self::complete) would refuse is left unchanged, with all of its links; the others are
    /// completed.
    ///
    /// # Errors
    ///
    /// Only those of the database; then none is completed.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Completion};
    ///
    /// # store::__example!(|store, page| {
    /// # store.enqueue_many(vec![page("1"), page("2")]).await?;
    /// let claimed = store.claim(ClaimRequest::new("worker-1").limit(10)).await?;
    /// let done = claimed.into_iter().map(|claimed| (claimed, Completion::new())).collect();
    /// assert!(store.complete_many(done).await?.iter().all(|one| one.is_ok()));
    /// # });
    /// ```
    pub async fn complete_many(
        &self,
        completions: Vec<(ClaimedItem, Completion)>,
    ) -> Result<Vec<Result<CompleteOutcome, Error>>, Error> {
        let keep_links = self.shared.options.keep_links;
        let done =
            completions.into_iter().map(|(claimed, completion)| Done::new(claimed, completion)).collect();
        self.database.transaction(Complete { done, keep_links }).await
    }
}

/// An item with what came of it, ready to be written.
struct Done {
    claimed: ClaimedItem,
    content: Option<Content>,
    links: Vec<WorkItem>,
    refused: Vec<RefusedLink>,
}

impl Done {
    fn new(claimed: ClaimedItem, completion: Completion) -> Self {
        let (mut links, mut refused) = (Vec::new(), Vec::new());
        for link in completion.links {
            let mut item = link.into_work_item();
            item.run_id = item.run_id.or_else(|| claimed.run().cloned());
            item.discovered_from = item.discovered_from.or_else(|| Some(claimed.work_item_id().clone()));
            let link = NewItem::from_work_item(item);
            match link.check() {
                Ok(()) => links.push(link.into_work_item()),
                Err(error) => refused.push(RefusedLink { link, error }),
            }
        }
        Self { claimed, content: completion.content, links, refused }
    }

    /// Whether the content fits its columns.
    fn check(&self) -> Result<(), Error> {
        self.record().map_or(Ok(()), |version| version.values().map(|_| ()))
    }

    /// The new version, if there is content.
    fn version(&self) -> Option<VersionInfo> {
        let (content, item) = (self.content.as_ref()?, self.claimed.item());
        Some(VersionInfo { number: item.version + 1, changed: item.content_hash != Some(content.hash) })
    }

    /// Marks the item as completed; `false` when its lease was lost.
    async fn close<C: Connection>(&self, connection: &mut C) -> Result<bool, Error> {
        let item = self.claimed.item();
        let version = self.version().map_or(item.version, |version| version.number);
        let hash = self.content.as_ref().map(|content| &content.hash).or(item.content_hash.as_ref());
        let (id, token) = (&item.work_item_id, item.lease_token);
        let close = WorkItem::complete(id, token, self.claimed.run(), version, hash);
        Ok(close.execute(connection).await? > 0)
    }

    fn record(&self) -> Option<ResourceVersion> {
        let (content, version) = (self.content.as_ref()?, self.version()?);
        Some(ResourceVersion {
            work_item_id: self.claimed.work_item_id().clone(),
            version: version.number,
            run_id: self.claimed.run().cloned(),
            attempt: self.claimed.item().attempt,
            content_hash: content.hash,
            size: content.size,
            content_type: content.content_type.clone(),
            status_code: content.status_code,
            location: content.location.clone(),
            metadata: content.metadata.clone(),
            fetched_at: content.fetched_at,
            changed: version.changed,
            superseded_at: None,
        })
    }

    fn counter(&self, counters: &mut CounterChanges) {
        let (source, run) = (self.claimed.item().source_key.as_str(), self.claimed.run());
        counters.moved(source, self.claimed.leaves(), (Status::Completed, run));
        if let (Some(content), Some(VersionInfo { changed, .. })) = (&self.content, self.version()) {
            let measure = if changed { CounterKind::Changed } else { CounterKind::Unchanged };
            counters.run(run, source, measure, 1);
            counters.run(run, source, CounterKind::Bytes, content.size);
        }
    }
}

struct Complete {
    done: Vec<Done>,
    keep_links: bool,
}

impl UnitOfWork for Complete {
    type Output = Vec<Result<CompleteOutcome, Error>>;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<Self::Output, Error> {
        let mut counters = CounterChanges::default();
        let (mut versions, mut links, mut closed) = (Vec::new(), Vec::new(), Vec::new());
        for done in &self.done {
            if let Err(error) = done.check() {
                closed.push(Err(error));
                continue;
            }
            if !done.close(connection).await? {
                closed.push(Err(done.claimed.lost()));
                continue;
            }
            closed.push(Ok(()));
            if let Some(version) = done.record() {
                if version.version > 1 {
                    let before = version.version - 1;
                    ResourceVersion::supersede(&version.work_item_id, before).execute(connection).await?;
                }
                versions.push(version);
            }
            links.extend_from_slice(&done.links);
            done.counter(&mut counters);
        }
        if !versions.is_empty() {
            connection.insert_many(&versions).await?;
        }
        let outcomes = enqueue::put(connection, &links, &mut counters).await?;
        self.keep(connection, &links, &outcomes).await?;
        enqueue::see(connection, &links).await?;
        counters.write(connection).await?;

        let mut outcomes = outcomes.into_iter();
        let results = self.done.iter().zip(closed).map(|(done, closed)| {
            closed?;
            let mut completed = CompleteOutcome {
                version: done.version(),
                discovered: Vec::new(),
                duplicates: 0,
                refused: done.refused.clone(),
            };
            for (link, outcome) in done.links.iter().zip(outcomes.by_ref()) {
                if outcome == Outcome::Inserted {
                    completed.discovered.push(link.work_item_id.clone());
                } else {
                    completed.duplicates += 1;
                }
            }
            Ok(completed)
        });
        Ok(results.collect())
    }
}

impl Complete {
    /// Keeps what leads where: every link, or those that led to a new item.
    async fn keep<C: Connection>(
        &self,
        connection: &mut C,
        links: &[WorkItem],
        outcomes: &[Outcome],
    ) -> Result<(), Error> {
        let now = now();
        let mut kept: BTreeMap<(&WorkItemId, &[u8; 32]), DiscoveredLink> = BTreeMap::new();
        for (link, outcome) in links.iter().zip(outcomes) {
            let Some(from) = &link.discovered_from else { continue };
            if self.keep_links || *outcome == Outcome::Inserted {
                let found = kept.entry((from, &link.dedupe_hash)).or_insert_with(|| DiscoveredLink {
                    from_item: from.clone(),
                    to_hash: link.dedupe_hash,
                    run_id: None,
                    first_seen_at: now,
                    last_seen_at: now,
                });
                found.run_id = link.run_id.clone().or_else(|| found.run_id.take());
            }
        }
        let kept: Vec<DiscoveredLink> = kept.into_values().collect();
        if !kept.is_empty() {
            connection.upsert_many(&kept, UniqueKey::PRIMARY).await?;
        }
        Ok(())
    }
}
