//! Reading a page.

use std::collections::BTreeSet;
use std::sync::Arc;

use store::Database;
use store::runner::{Context, Handler, HandlerOutcome};
use store::state::{Completion, Content as Version, Failure, NewItem, WorkItem};
use tokio::task::spawn_blocking;

use crate::figures::Figures;
use crate::html::References;
use crate::site::{Content, Site};

/// Reads pages and takes out their links.
#[derive(Clone, Debug)]
pub(crate) struct Reader {
    site: Arc<Site>,
    figures: Arc<Figures>,
}

impl Reader {
    /// A reader of a site.
    pub(crate) fn new(site: Arc<Site>, figures: Arc<Figures>) -> Self {
        Self { site, figures }
    }

    /// The work that the processor has with a page.
    fn read(&self, item: &WorkItem) -> HandlerOutcome {
        let content = match self.site.read(&item.resource_id) {
            Ok(content) => content,
            // What is not there now will not be there in a minute.
            Err(reason) => return Failure::new(reason).is_final().into(),
        };
        let mut targets = targets(&self.site, &content);
        // What a page says of its own parts is no link.
        targets.remove(&item.resource_id);
        let found = targets.len();
        let links: Vec<NewItem> = targets.iter().filter_map(|target| self.link(item, target)).collect();
        self.figures.read(content.bytes.len() as u64, (found - links.len()) as u64);
        let version =
            Version::from_bytes(&content.bytes).content_type("text/html").location(&item.request_uri);
        Completion::new().content(version).links(links).into()
    }

    /// The item for a page that another one links to; `None` when it does not fit into the columns.
    ///
    /// Pages near the index page come first.
    fn link(&self, from: &WorkItem, target: &str) -> Option<NewItem> {
        let url = self.site.file_url(target)?;
        let item = NewItem::new(self.site.identity(target), url).priority(from.priority.saturating_add(1));
        item.check().is_ok().then_some(item)
    }
}

impl<D: Database> Handler<D> for Reader {
    async fn handle(&self, item: WorkItem, _: Context<D>) -> HandlerOutcome {
        let reader = self.clone();
        // Away from the threads of the executor, which have other workers to serve.
        match spawn_blocking(move || reader.read(&item)).await {
            Ok(verdict) => verdict,
            Err(error) => Failure::new(format!("the page could not be read: {error}")).into(),
        }
    }
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
