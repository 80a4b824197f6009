//! A link that was not enqueued.

use super::NewItem;
use crate::Error;

/// A link of a completed item that was not enqueued, with the reason.
///
/// ```
/// use store::state::{ClaimRequest, Completion, Identity, NewItem};
///
/// # store::__example!(|store| {
/// let page = |id| NewItem::new(Identity::new("http", "docs", "page", id), format!("https://docs.example/{id}"));
/// store.enqueue(page("1")).await?;
/// let claimed = store.claim(ClaimRequest::new("worker-1")).await?.remove(0);
/// let too_long = "x".repeat(501);
/// let completion = Completion::new().links([page("2"), page(&too_long)]);
/// let completed = store.complete(&claimed, completion).await?;
/// assert_eq!((completed.discovered.len(), completed.refused.len()), (1, 1));
/// assert_eq!(completed.refused[0].error.column(), Some("resource_id"));
/// # });
/// ```
#[derive(Clone, Debug)]
pub struct RefusedLink {
    /// The link.
    pub link: NewItem,
    /// Reason: [`Truncated`](crate::ErrorKind::Truncated) with the name of the column that is too short.
    pub error: Error,
}

/// Errors compare by kind and message.
impl PartialEq for RefusedLink {
    fn eq(&self, other: &Self) -> bool {
        let key = |one: &Self| (one.error.kind(), one.error.message().to_owned());
        self.link == other.link && key(self) == key(other)
    }
}
