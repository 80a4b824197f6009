//! Reading versions, links and sightings.

use super::{DiscoveredLink, LaterSightings, ResourceVersion, SeenResource};
use crate::state::{Identity, ItemState, RunId, StateStore, WorkItem, WorkItemId};
use crate::{ConnectionExt, Database, Error};

impl<D: Database> StateStore<D> {
    /// Returns how often a resource was seen, and when; `None` for a resource that was never seen.
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
        let mut connection = self.connection();
        let Some(item) = WorkItem::by_hash(&identity.hash()).first(&mut connection).await? else {
            return Ok(None);
        };
        let later = connection.get::<LaterSightings>(&item.work_item_id).await?;
        Ok(Some(SeenResource::new(item, later)))
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
        let mut connection = self.connection();
        let Some(to) = ItemState::by_hash(&identity.hash()).first(&mut connection).await? else {
            return Ok(Vec::new());
        };
        let after = after.map(|from| (from, &to.work_item_id));
        DiscoveredLink::to_page(&to.work_item_id, after, limit).all(&mut connection).await
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
