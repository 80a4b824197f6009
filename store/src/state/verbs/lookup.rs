//! Looking at what is known.

use std::ops::ControlFlow;

use crate::state::{
    DiscoveredLink, Identity, ResourceVersion, RunId, SeenResource, StateStore, Status, WorkItem, WorkItemId,
};
use crate::{ConnectionExt, Database, Error};

/// How many rows are read at once where all of them are wanted.
const PAGE: u32 = 1_000;

/// A filter for known resources; all of them by default.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "a filter does nothing until it is used"]
pub struct WorkItemFilter {
    source_system: Option<String>,
    source_name: Option<String>,
    status: Option<Status>,
    run: Option<RunId>,
}

impl WorkItemFilter {
    /// Of this kind of system.
    pub fn source_system(mut self, system: impl Into<String>) -> Self {
        self.source_system = Some(system.into());
        self
    }

    /// Of the system of this name.
    pub fn source_name(mut self, name: impl Into<String>) -> Self {
        self.source_name = Some(name.into());
        self
    }

    /// That stand so.
    pub fn status(mut self, status: Status) -> Self {
        self.status = Some(status);
        self
    }

    /// That are queued for this run, or were finished by it.
    pub fn run(mut self, run: RunId) -> Self {
        self.run = Some(run);
        self
    }
}

impl<D: Database> StateStore<D> {
    /// Returns the item with an id.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn get_work_item(&self, id: &WorkItemId) -> Result<Option<WorkItem>, Error> {
        self.connection().get::<WorkItem>(id).await
    }

    /// Returns the item of a resource.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn find_by_identity(&self, identity: Identity<'_>) -> Result<Option<WorkItem>, Error> {
        WorkItem::by_hash(&identity.hash()).first(&mut self.connection()).await
    }

    /// Returns whether a resource has an item.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn exists(&self, identity: Identity<'_>) -> Result<bool, Error> {
        Ok(self.find_by_identity(identity).await?.is_some())
    }

    /// Returns the record of a seen resource, with one key lookup.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::Identity;
    ///
    /// # store::__example!(|store, page| {
    /// store.enqueue_many(vec![page("1"), page("1")]).await?;
    /// let seen = store.seen(Identity::new("http", "docs", "page", "1")).await?;
    /// assert_eq!(seen.map(|seen| seen.seen_count), Some(2));
    /// # });
    /// ```
    pub async fn seen(&self, identity: Identity<'_>) -> Result<Option<SeenResource>, Error> {
        self.connection().get::<SeenResource>(&identity.hash()).await
    }

    /// Returns a page of the known resources, in the order of their ids: at most `limit` items after the item `after`.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{WorkItemFilter, Status};
    ///
    /// # store::__example!(|store, page| {
    /// store.enqueue_many(vec![page("1"), page("2"), page("3")]).await?;
    /// let pending = WorkItemFilter::default().status(Status::Pending);
    /// let first = store.known_resources(&pending, None, 2).await?;
    /// let rest = store.known_resources(&pending, Some(&first[1].work_item_id), 2).await?;
    /// assert_eq!((first.len(), rest.len()), (2, 1));
    /// # });
    /// ```
    pub async fn known_resources(
        &self,
        filter: &WorkItemFilter,
        after: Option<&WorkItemId>,
        limit: u32,
    ) -> Result<Vec<WorkItem>, Error> {
        let WorkItemFilter { source_system, source_name, status, run } = filter;
        let (system, name) = (source_system.as_deref(), source_name.as_deref());
        let page = WorkItem::known_resources(system, name, status.as_ref(), run.as_ref(), after, limit);
        page.all(&mut self.connection()).await
    }

    /// Calls `each` with the known resources, in the order of their ids, until the last one or until `each` breaks.
    /// Memory use does not grow with their number.
    ///
    /// Resources are read page by page: a concurrent change may or may not be seen.
    ///
    /// # Errors
    ///
    /// Only those of the database; resources before the error were handed out.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::WorkItemFilter;
    ///
    /// # store::__example!(|store, page| {
    /// store.enqueue_many(vec![page("1"), page("2")]).await?;
    /// let mut keys = Vec::new();
    /// store
    ///     .each_known_resource(&WorkItemFilter::default(), |item| {
    ///         keys.push(item.dedupe_key);
    ///         std::ops::ControlFlow::Continue(())
    ///     })
    ///     .await?;
    /// assert_eq!(keys, ["http:docs:page:1", "http:docs:page:2"]);
    /// # });
    /// ```
    pub async fn each_known_resource<F>(&self, filter: &WorkItemFilter, mut each: F) -> Result<(), Error>
    where
        F: FnMut(WorkItem) -> ControlFlow<()> + Send,
    {
        let mut after: Option<WorkItemId> = None;
        loop {
            let page = self.known_resources(filter, after.as_ref(), PAGE).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(last.work_item_id.clone());
            for item in page {
                if each(item).is_break() {
                    return Ok(());
                }
            }
        }
    }

    /// Returns the versions of a resource, the oldest first.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Completion, Content};
    ///
    /// # store::__example!(|store, page| {
    /// # store.enqueue(page("1")).await?;
    /// let claimed = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
    /// let content = Content::from_bytes(b"text").status_code(200).location("pages/1.html");
    /// store.complete(&claimed, Completion::new().content(content)).await?;
    /// let version = store.versions(claimed.work_item_id()).await?.remove(0);
    /// assert_eq!((version.version, version.attempt, version.status_code), (1, 1, Some(200)));
    /// # });
    /// ```
    pub async fn versions(&self, id: &WorkItemId) -> Result<Vec<ResourceVersion>, Error> {
        ResourceVersion::history(id).all(&mut self.connection()).await
    }

    /// Returns a page of the versions that a run has fetched, after the version `after`: all of them, or only changed
    /// or unchanged ones.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn versions_of_run(
        &self,
        run: &RunId,
        changed: Option<bool>,
        after: Option<(&WorkItemId, i32)>,
        limit: u32,
    ) -> Result<Vec<ResourceVersion>, Error> {
        ResourceVersion::of_run(run, changed, after, limit).all(&mut self.connection()).await
    }

    /// Returns a page of the links that lead to a resource, in the order of the items they were found in, after the
    /// item `after`.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Completion, Identity};
    ///
    /// # store::__example!(|store, page| {
    /// # store.enqueue(page("1")).await?;
    /// let claimed = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
    /// store.complete(&claimed, Completion::new().link(page("2"))).await?;
    /// let links = store.links_to(Identity::new("http", "docs", "page", "2"), None, 10).await?;
    /// assert_eq!(&links[0].from_item, claimed.work_item_id());
    /// # });
    /// ```
    pub async fn links_to(
        &self,
        identity: Identity<'_>,
        after: Option<&WorkItemId>,
        limit: u32,
    ) -> Result<Vec<DiscoveredLink>, Error> {
        let hash = identity.hash();
        let after = after.map(|item| (item, &hash));
        DiscoveredLink::to_page(&hash, after, limit).all(&mut self.connection()).await
    }

    /// Returns a page of the links that were found in an item, after the link to the hash `after`.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn links_from(
        &self,
        id: &WorkItemId,
        after: Option<&[u8; 32]>,
        limit: u32,
    ) -> Result<Vec<DiscoveredLink>, Error> {
        let after = after.map(|hash| (id, hash));
        DiscoveredLink::from_page(id, after, limit).all(&mut self.connection()).await
    }
}
