//! Processing a page.

use std::collections::BTreeSet;
use std::sync::Arc;

use store::Database;
use store::runner::{Context, Handler, HandlerOutcome};
use store::state::{Completion, Content, Failure, NewItem, WorkItem};
use tokio::task::spawn_blocking;

use crate::figures::Figures;
use crate::html::References;
use crate::site::{PageContent, Site};

/// Reads pages and extracts their links.
#[derive(Clone, Debug)]
pub(crate) struct PageHandler {
    site: Arc<Site>,
    figures: Arc<Figures>,
}

impl PageHandler {
    /// Creates a handler for the pages of a site.
    pub(crate) fn new(site: Arc<Site>, figures: Arc<Figures>) -> Self {
        Self { site, figures }
    }

    /// Reads a page and returns its outcome.
    fn read(&self, item: &WorkItem) -> HandlerOutcome {
        let content = match self.site.read(&item.resource_id) {
            Ok(content) => content,
            // A missing file will not appear within the time of a retry.
            Err(reason) => return Failure::new(reason).without_retry().into(),
        };
        let mut targets = targets(&self.site, &content);
        // A reference to the page itself is no link.
        targets.remove(&item.resource_id);
        let found = targets.len();
        let links: Vec<NewItem> = targets.iter().filter_map(|target| self.link(item, target)).collect();
        self.figures.count_page(content.bytes.len() as u64, (found - links.len()) as u64);
        let version =
            Content::from_bytes(&content.bytes).content_type("text/html").location(&item.request_uri);
        Completion::new().content(version).links(links).into()
    }

    /// Returns the item of a linked page, or `None` if it does not fit its columns.
    ///
    /// Pages near the index page have a higher priority.
    fn link(&self, from: &WorkItem, target: &str) -> Option<NewItem> {
        let url = self.site.file_url(target)?;
        let item = NewItem::new(self.site.identity(target), url).priority(from.priority.saturating_add(1));
        item.check().is_ok().then_some(item)
    }
}

impl<D: Database> Handler<D> for PageHandler {
    async fn handle(&self, item: WorkItem, _: Context<D>) -> HandlerOutcome {
        let handler = self.clone();
        // Not on a thread of the async runtime, which serves the other workers.
        match spawn_blocking(move || handler.read(&item)).await {
            Ok(outcome) => outcome,
            Err(error) => Failure::new(format!("cannot read the page: {error}")).into(),
        }
    }
}

/// Returns the distinct pages of the site that a page links to.
fn targets(site: &Site, content: &PageContent) -> BTreeSet<String> {
    let references = References::of(&content.bytes);
    let Some(url) = &content.url else { return BTreeSet::new() };
    let base = references.base.as_deref().and_then(|base| site.join(url, base));
    let base = base.as_ref().unwrap_or(url);
    let urls = references.pages.iter().filter_map(|reference| site.join(base, reference));
    urls.filter_map(|url| site.page_at(&url)).collect()
}
