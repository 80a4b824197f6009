//! Reading versions and links.

use super::{DiscoveredLink, ResourceVersion};
use crate::state::{RunId, StateStore, WorkItemId};
use crate::{Database, Error};

impl<D: Database> StateStore<D> {
    /// Returns the versions of a resource, oldest first.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
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
    /// Only errors of the database.
    pub async fn versions_of_run(
        &self,
        run: &RunId,
        changed: Option<bool>,
        after: Option<(&WorkItemId, i32)>,
        limit: u32,
    ) -> Result<Vec<ResourceVersion>, Error> {
        ResourceVersion::of_run(run, changed, after, limit).all(&mut self.connection()).await
    }

    /// Returns a page of the links that were found in an item, ordered by the items that they lead to, after the item
    /// `after`.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
    pub async fn links_from(
        &self,
        id: &WorkItemId,
        after: Option<&WorkItemId>,
        limit: u32,
    ) -> Result<Vec<DiscoveredLink>, Error> {
        let after = after.map(|to| (id, to));
        DiscoveredLink::from_page(id, after, limit).all(&mut self.connection()).await
    }
}
