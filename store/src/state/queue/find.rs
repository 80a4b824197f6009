//! Finding items.

use std::ops::ControlFlow;

use super::WorkItem;
use crate::state::sources::SourceFilter;
use crate::state::{Identity, ItemState, RunId, StateStore, Status, WorkItemId};
use crate::{ConnectionExt, Database, Error};

/// The number of items that are read at once when all items are wanted.
const PAGE: u32 = 1_000;

/// A filter for work items. By default it matches all items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[must_use = "a filter does nothing until it is used"]
pub struct WorkItemFilter {
    source: SourceFilter,
    status: Option<Status>,
    run: Option<RunId>,
}

impl WorkItemFilter {
    /// Matches only items of this kind of source system.
    pub fn source_system(mut self, system: impl Into<String>) -> Self {
        self.source.system = Some(system.into());
        self
    }

    /// Matches only items of the source system of this name.
    pub fn source_name(mut self, name: impl Into<String>) -> Self {
        self.source.name = Some(name.into());
        self
    }

    /// Matches only items with this status.
    pub fn status(mut self, status: Status) -> Self {
        self.status = Some(status);
        self
    }

    /// Matches only items that are queued for this run or were finished by it.
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
    /// Only errors of the database.
    pub async fn get_work_item(&self, id: &WorkItemId) -> Result<Option<WorkItem>, Error> {
        self.connection().get::<WorkItem>(id).await
    }

    /// Returns the item of a resource.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    pub async fn find_by_identity(&self, identity: Identity<'_>) -> Result<Option<WorkItem>, Error> {
        WorkItem::by_hash(&identity.hash()).first(&mut self.connection()).await
    }

    /// Returns whether a resource has an item.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    pub async fn exists(&self, identity: Identity<'_>) -> Result<bool, Error> {
        Ok(ItemState::by_hash(&identity.hash()).first(&mut self.connection()).await?.is_some())
    }

    /// Returns a page of the known resources, ordered by id: at most `limit` items after the item `after`.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    ///
    /// # Examples
    ///
    /// ```
    /// use store::state::{Status, WorkItemFilter};
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
        let WorkItemFilter { source, status, run } = filter;
        let (key, (system, name)) = (source.key(), source.parts());
        let (status, run) = (status.as_ref(), run.as_ref());
        let page = WorkItem::known_resources(key.as_deref(), system, name, status, run, after, limit);
        page.all(&mut self.connection()).await
    }

    /// Calls `each` with the known resources, ordered by id, until the last one or until `each` breaks.
    ///
    /// Resources are read page by page: memory use does not grow with their number, and a concurrent change may or may
    /// not be seen.
    ///
    /// # Errors
    ///
    /// Only errors of the database; `each` was called with the resources read before the error.
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
}
