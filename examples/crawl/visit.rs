//! One page, read.

use std::collections::BTreeSet;

use chrono::Utc;
use sha2::{Digest, Sha256};
use store::state::WorkItem;
use store::{ErrorKind, Table};

use crate::html::References;
use crate::page::Page;
use crate::site::{Content, Site};

/// What came of one work item.
#[derive(Debug)]
pub(crate) struct Visit {
    /// The item.
    pub(crate) item: WorkItem,
    /// What was read, or why nothing could be.
    pub(crate) result: Result<Reading, String>,
}

/// What was read of a page.
#[derive(Debug)]
pub(crate) struct Reading {
    /// What is kept of it.
    pub(crate) page: Page,
    /// The pages it links to, as items for the queue.
    pub(crate) links: Vec<WorkItem>,
    /// The links with names too long for the queue.
    pub(crate) too_long: u64,
}

impl Visit {
    /// Reads the page of an item and takes out its links. This is the work that the processor has with a page.
    pub(crate) fn new(site: &Site, item: WorkItem) -> Self {
        let result = site.read(&item.resource_id).map(|content| read(site, &item, &content));
        Self { item, result }
    }
}

fn read(site: &Site, item: &WorkItem, content: &Content) -> Reading {
    let page = Page {
        work_item_id: item.work_item_id.clone(),
        size: i64::try_from(content.bytes.len()).unwrap_or(i64::MAX),
        sha256: Sha256::digest(&content.bytes).into(),
        fetched_at: Utc::now(),
    };
    let mut reading = Reading { page, links: Vec::new(), too_long: 0 };
    let mut targets = targets(site, content);
    // What a page says of its own parts is no link.
    targets.remove(&item.resource_id);
    for target in targets {
        match link(site, item, &target) {
            Some(link) => reading.links.push(link),
            None => reading.too_long += 1,
        }
    }
    reading
}

/// The pages of the site that a page refers to, each once.
fn targets(site: &Site, content: &Content) -> BTreeSet<String> {
    let references = References::of(&content.bytes);
    let Some(address) = &content.address else { return BTreeSet::new() };
    let base = references.base.as_deref().and_then(|base| site.join(address, base));
    let base = base.as_ref().unwrap_or(address);
    let addresses = references.pages.iter().filter_map(|reference| site.join(base, reference));
    addresses.filter_map(|address| site.page_at(&address)).collect()
}

/// The item for a page that another one links to; `None` when it does not fit into the columns.
///
/// Pages near the index page come first.
fn link(site: &Site, from: &WorkItem, target: &str) -> Option<WorkItem> {
    let mut item = WorkItem::new(site.identity(target), site.file_url(target)?);
    item.priority = from.priority.saturating_add(1);
    item.discovered_from = Some(from.work_item_id.clone());
    let fits = !item.values().is_err_and(|error| error.kind() == ErrorKind::Truncated);
    fits.then_some(item)
}
