//! Looking at what is known.

use std::ops::ControlFlow;

use crate::state::{
    DiscoveredLink, Identity, ResourceVersion, RunId, SeenResource, StateStore, Status, WorkItem, WorkItemId,
};
use crate::{Database, Error, Operations};

/// How many rows are read at once where all of them are wanted.
const PAGE: u32 = 1_000;

/// Which resources are wanted; all of them without a word.
///
/// ```
/// use store::state::{KnownFilter, RunId, Status};
///
/// let failed = KnownFilter::default().source_system("http").source_name("docs").status(Status::Failed);
/// let of_run = KnownFilter::default().run(RunId::from("nightly-7"));
/// # let _ = (failed, of_run);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "a filter does nothing until it is used"]
pub struct KnownFilter {
    source_system: Option<String>,
    source_name: Option<String>,
    status: Option<Status>,
    run: Option<RunId>,
}

impl KnownFilter {
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
    /// The item with an id.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{Identity, NewItem, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// let id = store.enqueue(page("1")).await?.work_item_id().clone();
    /// assert!(store.work_item(&id).await?.is_some());
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn work_item(&self, id: &WorkItemId) -> Result<Option<WorkItem>, Error> {
        self.connection().get::<WorkItem>(id).await
    }

    /// The item of a resource.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{Identity, NewItem, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// store.enqueue(page("1")).await?;
    /// let found = store.find(Identity::new("http", "docs", "page", "1")).await?;
    /// assert_eq!(found.map(|item| item.priority), Some(100));
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn find(&self, identity: Identity<'_>) -> Result<Option<WorkItem>, Error> {
        WorkItem::by_hash(&identity.hash()).first(&mut self.connection()).await
    }

    /// Whether there is an item of a resource.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{Identity, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// assert!(!store.exists(Identity::new("http", "docs", "page", "1")).await?);
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn exists(&self, identity: Identity<'_>) -> Result<bool, Error> {
        Ok(self.find(identity).await?.is_some())
    }

    /// What is known of a resource that was seen, in one look at its key: whether it is worth a closer one.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{Identity, NewItem, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// store.enqueue_many(vec![page("1"), page("1")]).await?;
    /// let seen = store.seen(Identity::new("http", "docs", "page", "1")).await?;
    /// assert_eq!(seen.map(|seen| seen.seen_count), Some(2));
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn seen(&self, identity: Identity<'_>) -> Result<Option<SeenResource>, Error> {
        self.connection().get::<SeenResource>(&identity.hash()).await
    }

    /// A page of the resources that are known, in the order of their ids: at most `limit` behind the item `after`.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{Identity, KnownFilter, NewItem, StateOptions, StateStore, Status};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// store.enqueue_many(vec![page("1"), page("2"), page("3")]).await?;
    /// let pending = KnownFilter::default().status(Status::Pending);
    /// let first = store.known_resources(&pending, None, 2).await?;
    /// let rest = store.known_resources(&pending, Some(&first[1].work_item_id), 2).await?;
    /// assert_eq!((first.len(), rest.len()), (2, 1));
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn known_resources(
        &self,
        filter: &KnownFilter,
        after: Option<&WorkItemId>,
        limit: u32,
    ) -> Result<Vec<WorkItem>, Error> {
        let KnownFilter { source_system, source_name, status, run } = filter;
        let (system, name) = (source_system.as_deref(), source_name.as_deref());
        let page = WorkItem::known_resources(system, name, status.as_ref(), run.as_ref(), after, limit);
        page.all(&mut self.connection()).await
    }

    /// Hands out the resources that are known, in the order of their ids, until there are no more or `each` breaks
    /// off; in memory that does not grow with their number.
    ///
    /// They are read page by page: what changes meanwhile may be seen as it was or as it is.
    ///
    /// # Errors
    ///
    /// Only those of the database; resources before the error were handed out.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{Identity, KnownFilter, NewItem, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// store.enqueue_many(vec![page("1"), page("2")]).await?;
    /// let mut keys = Vec::new();
    /// store
    ///     .each_known_resource(&KnownFilter::default(), |item| {
    ///         keys.push(item.dedupe_key);
    ///         std::ops::ControlFlow::Continue(())
    ///     })
    ///     .await?;
    /// assert_eq!(keys, ["http:docs:page:1", "http:docs:page:2"]);
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn each_known_resource<F>(&self, filter: &KnownFilter, mut each: F) -> Result<(), Error>
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

    /// The versions of a resource, the oldest first.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Completion, Content, Identity, NewItem, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// # store.enqueue(page("1")).await?;
    /// let claimed = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
    /// store.complete(&claimed, Completion::new().content(Content::of(b"text"))).await?;
    /// let versions = store.versions(claimed.work_item_id()).await?;
    /// assert_eq!((versions[0].version, versions[0].size, versions[0].changed), (1, 4, true));
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn versions(&self, id: &WorkItemId) -> Result<Vec<ResourceVersion>, Error> {
        ResourceVersion::history(id).all(&mut self.connection()).await
    }

    /// A page of the versions that a run has fetched, all or only those that changed or did not, behind the version
    /// `after`.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{RunId, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// assert!(store.versions_of_run(&RunId::new(), Some(true), None, 100).await?.is_empty());
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
    pub async fn versions_of_run(
        &self,
        run: &RunId,
        changed: Option<bool>,
        after: Option<(&WorkItemId, i32)>,
        limit: u32,
    ) -> Result<Vec<ResourceVersion>, Error> {
        ResourceVersion::of_run(run, changed, after, limit).all(&mut self.connection()).await
    }

    /// A page of the links that lead to a resource, in the order of the items that they were found in, behind the
    /// item `after`.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Completion, Identity, NewItem, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// # store.enqueue(page("1")).await?;
    /// let claimed = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
    /// store.complete(&claimed, Completion::new().link(page("2"))).await?;
    /// let links = store.links_to(Identity::new("http", "docs", "page", "2"), None, 10).await?;
    /// assert_eq!(&links[0].from_item, claimed.work_item_id());
    /// # Ok::<(), store::Error>(()) }).unwrap();
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

    /// A page of the links that were found in an item, behind that to the hash `after`.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{ClaimRequest, Completion, Identity, NewItem, StateOptions, StateStore};
    /// # use store_sqlite::{Sqlite, SqliteOptions};
    ///
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(async {
    /// # let store = StateStore::open(Sqlite::open(SqliteOptions::in_memory()).await?, StateOptions::default()).await?;
    /// # let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
    /// # store.enqueue(page("1")).await?;
    /// let claimed = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
    /// store.complete(&claimed, Completion::new().link(page("2"))).await?;
    /// assert_eq!(store.links_from(claimed.work_item_id(), None, 10).await?.len(), 1);
    /// # Ok::<(), store::Error>(()) }).unwrap();
    /// ```
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
