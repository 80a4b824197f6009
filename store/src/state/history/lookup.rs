//! Reading versions, links and seen resources.

use super::{DiscoveredLink, ResourceVersion, SeenResource};
use crate::state::{Identity, RunId, StateStore, WorkItemId};
use crate::{ConnectionExt, Database, Error};

impl<D: Database> StateStore<D> {
    /// Returns the record of a seen resource, with one key lookup.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
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

    /// Returns a page of the links to a resource, ordered by the items that they were found in, after the item
    /// `after`.
    ///
    /// # Errors
    ///
    /// Only errors of the database.
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
    /// Only errors of the database.
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
