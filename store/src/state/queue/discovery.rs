//! Reading how often and where resources were found.

use super::{ItemState, SeenResource, WorkItem};
use crate::state::{DiscoveredLink, Identity, LaterSightings, StateStore, WorkItemId};
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
}
