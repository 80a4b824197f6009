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
/// use store::state::{KnownFilter, Status};
///
/// let failed = KnownFilter::default().source_system("http").status(Status::Failed);
/// # let _ = failed;
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
    pub async fn work_item(&self, id: &WorkItemId) -> Result<Option<WorkItem>, Error> {
        self.connection().get::<WorkItem>(id).await
    }

    /// The item of a resource.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn find(&self, identity: Identity<'_>) -> Result<Option<WorkItem>, Error> {
        WorkItem::by_hash(&identity.hash()).first(&mut self.connection()).await
    }

    /// Whether there is an item of a resource.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn exists(&self, identity: Identity<'_>) -> Result<bool, Error> {
        Ok(self.find(identity).await?.is_some())
    }

    /// What is known of a resource that was seen, in one look at its key: whether it is worth a closer one.
    ///
    /// # Errors
    ///
    /// Only those of the database.
    pub async fn seen(&self, identity: Identity<'_>) -> Result<Option<SeenResource>, Error> {
        self.connection().get::<SeenResource>(&identity.hash()).await
    }

    /// A page of the resources that are known, in the order of their ids: at most `limit` behind the item `after`.
    ///
    /// # Errors
    ///
    /// Only those of the database.
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
    pub async fn versions(&self, id: &WorkItemId) -> Result<Vec<ResourceVersion>, Error> {
        ResourceVersion::history(id).all(&mut self.connection()).await
    }

    /// A page of the versions that a run has fetched, all or only those that changed or did not, behind the version
    /// `after`.
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

    /// A page of the links that lead to a resource, in the order of the items that they were found in, behind the
    /// item `after`.
    ///
    /// # Errors
    ///
    /// Only those of the database.
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
