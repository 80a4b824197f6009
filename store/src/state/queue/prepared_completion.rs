//! Completions, prepared for writing.

use super::insertion::QueuedItem;
use super::{ClaimedItem, CompleteOutcome, Completion, Content, NewItem, RefusedLink, VersionInfo, WorkItem};
use crate::state::counters::CounterChanges;
use crate::state::{ResourceVersion, Status};
use crate::{Error, TableValues};

/// An item and its result, ready to be written.
pub(super) struct PreparedCompletion {
    pub(super) claimed: ClaimedItem,
    content: Option<Content>,
    pub(super) links: Vec<WorkItem>,
    refused: Vec<RefusedLink>,
}

impl PreparedCompletion {
    pub(super) fn new(claimed: ClaimedItem, completion: Completion) -> Self {
        let (mut links, mut refused) = (Vec::new(), Vec::new());
        for link in completion.links {
            let mut item = link.into_work_item();
            item.run_id = item.run_id.or_else(|| claimed.run().cloned());
            item.discovered_in = item.run_id.clone();
            item.discovered_from = item.discovered_from.or_else(|| Some(claimed.work_item_id().clone()));
            let link = NewItem::from_work_item(item);
            match link.check() {
                Ok(()) => links.push(link.into_work_item()),
                Err(error) => refused.push(RefusedLink { link, error }),
            }
        }
        Self { claimed, content: completion.content, links, refused }
    }

    /// Checks that the content fits its columns.
    pub(super) fn check(&self) -> Result<(), Error> {
        self.version_row().map_or(Ok(()), |version| version.values().map(|_| ()))
    }

    /// Returns the new version, if there is content.
    fn version(&self) -> Option<VersionInfo> {
        let (content, item) = (self.content.as_ref()?, self.claimed.item());
        Some(VersionInfo { number: item.version + 1, changed: item.content_hash != Some(content.hash) })
    }

    pub(super) fn version_row(&self) -> Option<ResourceVersion> {
        let (content, version) = (self.content.as_ref()?, self.version()?);
        Some(ResourceVersion {
            work_item_id: self.claimed.work_item_id().clone(),
            version: version.number,
            run_id: self.claimed.run().cloned(),
            attempt: self.claimed.item().attempt,
            content_hash: content.hash,
            size: content.size,
            content_type: content.content_type.clone(),
            status_code: content.status_code,
            location: content.location.clone(),
            metadata: content.metadata.clone(),
            fetched_at: content.fetched_at,
            changed: version.changed,
            superseded_at: None,
        })
    }

    /// Returns the number and the hash of the newest version after the completion.
    pub(super) fn newest(&self) -> (i32, Option<&[u8; 32]>) {
        let item = self.claimed.item();
        let version = self.version().map_or(item.version, |version| version.number);
        let hash = self.content.as_ref().map(|content| &content.hash).or(item.content_hash.as_ref());
        (version, hash)
    }

    pub(super) fn count(&self, counters: &mut CounterChanges) {
        let (source, run) = (self.claimed.item().source_key.as_str(), self.claimed.run());
        counters.status_changed(source, self.claimed.open_status(), (Status::Completed, run));
        if let (Some(content), Some(VersionInfo { changed, .. })) = (&self.content, self.version())
            && let Some(counter) = counters.of_run(run, source)
        {
            *(if changed { &mut counter.changed } else { &mut counter.unchanged }) += 1;
            counter.bytes += content.size;
        }
    }

    /// Returns the effects, with the items that this item's links lead to.
    pub(super) fn outcome(&self, links: &[QueuedItem<'_>]) -> CompleteOutcome {
        let mut completed = CompleteOutcome {
            version: self.version(),
            discovered: Vec::new(),
            duplicates: 0,
            refused: self.refused.clone(),
        };
        for link in links {
            if link.is_new {
                completed.discovered.push(link.work_item_id.clone());
            } else {
                completed.duplicates += 1;
            }
        }
        completed
    }
}
