//! The result of an item, and the effects of writing it.

use super::{Content, NewItem, RefusedLink};
use crate::state::WorkItemId;

/// The result of an item: its content, and the links found in it.
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use = "a completion is written when an item is completed with it"]
pub struct Completion {
    pub(super) content: Option<Content>,
    pub(super) links: Vec<NewItem>,
}

impl Completion {
    /// Creates a completion without content and links.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the content, which becomes a new version of the resource.
    pub fn content(mut self, content: Content) -> Self {
        self.content = Some(content);
        self
    }

    /// Adds a resource found in the content, which is enqueued unless the queue has it.
    pub fn link(mut self, link: NewItem) -> Self {
        self.links.push(link);
        self
    }

    /// Adds resources found in the content.
    pub fn links(mut self, links: impl IntoIterator<Item = NewItem>) -> Self {
        self.links.extend(links);
        self
    }
}

/// A new version of a resource: its number, and whether its content differs from the previous version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct VersionInfo {
    /// Number of the version, from 1.
    pub number: i32,
    /// Whether the content differs from the previous version; `true` for the first version.
    pub changed: bool,
}

/// The effects of completing an item.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CompleteOutcome {
    /// The new version; `None` without content.
    pub version: Option<VersionInfo>,
    /// The items that were added to the queue, in the order of the links.
    pub discovered: Vec<WorkItemId>,
    /// Number of links to resources that were already in the queue.
    pub duplicates: u64,
    /// The links that do not fit their columns, in the order of the links. Everything else was written.
    pub refused: Vec<RefusedLink>,
}
