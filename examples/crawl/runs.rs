//! The runs of a crawl.

use std::collections::BTreeSet;

use store::Database;
use store::state::{
    NewItem, NewRun, Recrawl, RunId, RunStatus, StateStore, Status, StatusCounts, WorkItemFilter,
};

use crate::crawl_error::CrawlError;
use crate::site::Site;

/// A run of the crawl: a new one, or an interrupted one that continues.
#[derive(Clone, Debug)]
pub(crate) struct CrawlRun<D> {
    store: StateStore<D>,
    source: String,
    run: RunId,
    resumed: bool,
    returned: u64,
}

impl<D: Database> CrawlRun<D> {
    /// Continues the run that has not ended, or starts a new one. Enqueues the seeds and, for a re-crawl, returns all
    /// completed pages to the queue.
    pub(crate) async fn begin(
        store: StateStore<D>,
        site: &Site,
        seeds: &BTreeSet<String>,
        recrawl: bool,
    ) -> Result<Self, CrawlError> {
        let name = format!("crawl {}", site.source().key());
        let last = store.runs(Some(&name), None, 1).await?.pop();
        let resumed = last.as_ref().is_some_and(|run| run.status == RunStatus::Running);
        let run = match last {
            Some(last) if resumed => last.run_id,
            Some(last) => store.start_run(NewRun::new(&name).parent(last.run_id)).await?.run_id,
            None => store.start_run(NewRun::new(&name)).await?.run_id,
        };
        let mut items = Vec::with_capacity(seeds.len());
        for seed in seeds {
            let url = site.file_url(seed).ok_or_else(|| CrawlError::Bug(format!("{seed} has no URL")))?;
            items.push(NewItem::new(site.identity(seed), url).priority(0).run(run.clone()));
        }
        for enqueued in store.enqueue_many(items).await? {
            enqueued?;
        }
        let returned = match recrawl {
            true => {
                let source = site.source();
                let recrawl =
                    Recrawl::new(run.clone()).source_system(source.system()).source_name(source.name());
                store.reset_for_recrawl(&recrawl).await?
            }
            false => 0,
        };
        Ok(Self { store, source: site.source().key(), run, resumed, returned })
    }

    /// Returns the id of the run.
    pub(crate) fn run(&self) -> &RunId {
        &self.run
    }

    /// Describes the start of the run.
    pub(crate) fn describe(&self) -> String {
        let what = if self.resumed { "continues" } else { "starts" };
        let returned = match self.returned {
            0 => String::new(),
            pages => format!(" with {pages} pages to crawl again"),
        };
        format!("Run {} {what}{returned}.", self.run)
    }

    /// Returns the number of pages that wait to be visited.
    pub(crate) async fn waiting(&self) -> Result<u64, CrawlError> {
        let stats = self.store.stats().await?;
        let open = stats.sources.get(&self.source).map_or(0, StatusCounts::open);
        Ok(u64::try_from(open).unwrap_or_default())
    }

    /// Ends the run if no page is waiting. Returns the number of waiting pages.
    pub(crate) async fn end(&self) -> Result<u64, CrawlError> {
        let waiting = self.waiting().await?;
        if waiting == 0 {
            self.store.finish_run(&self.run).await?;
        }
        Ok(waiting)
    }
}

/// Returns a filter for the completed pages of a site.
pub(crate) fn completed(site: &Site) -> WorkItemFilter {
    let source = site.source();
    WorkItemFilter::default()
        .source_system(source.system())
        .source_name(source.name())
        .status(Status::Completed)
}
