//! The runs of a crawl.

use std::collections::BTreeSet;

use store::Database;
use store::state::{NewItem, NewRun, Recrawl, RunId, RunStatus, StateStore, Status, WorkItemFilter};

use crate::fault::Fault;
use crate::site::Site;

/// One run: a new one, or one that was stopped or killed and goes on.
#[derive(Clone, Debug)]
pub(crate) struct Crawl<D> {
    store: StateStore<D>,
    source: String,
    run: RunId,
    resumed: bool,
    again: u64,
}

impl<D: Database> Crawl<D> {
    /// Goes on with the run that has not ended, or begins one; puts the seeds in the queue unless they are there, and,
    /// for a re-crawl, all completed pages back.
    pub(crate) async fn begin(
        store: StateStore<D>,
        site: &Site,
        seeds: &BTreeSet<String>,
        recrawl: bool,
    ) -> Result<Self, Fault> {
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
            let url = site.file_url(seed).ok_or_else(|| Fault::Broken(format!("{seed} has no address")))?;
            items.push(NewItem::new(site.identity(seed), url).priority(0).run(run.clone()));
        }
        for enqueued in store.enqueue_many(items).await? {
            enqueued?;
        }
        let again = match recrawl {
            true => {
                let source = site.source();
                let recrawl =
                    Recrawl::new(run.clone()).source_system(source.system()).source_name(source.name());
                store.reset_for_recrawl(&recrawl).await?
            }
            false => 0,
        };
        Ok(Self { store, source: site.source().key(), run, resumed, again })
    }

    /// The run.
    pub(crate) fn run(&self) -> &RunId {
        &self.run
    }

    /// What it begins with, for people.
    pub(crate) fn describe(&self) -> String {
        let what = if self.resumed { "goes on" } else { "begins" };
        let again = match self.again {
            0 => String::new(),
            pages => format!(" with {pages} pages to crawl again"),
        };
        format!("Run {} {what}{again}.", self.run)
    }

    /// How many pages wait to be visited.
    pub(crate) async fn waiting(&self) -> Result<u64, Fault> {
        let stats = self.store.stats().await?;
        let open = stats.sources.get(&self.source).map_or(0, |counts| counts.pending + counts.in_progress);
        Ok(u64::try_from(open).unwrap_or_default())
    }

    /// Ends the run if nothing is left to do; tells how many pages wait for it to go on.
    pub(crate) async fn end(&self) -> Result<u64, Fault> {
        let waiting = self.waiting().await?;
        if waiting == 0 {
            self.store.finish_run(&self.run).await?;
        }
        Ok(waiting)
    }
}

/// The pages of a site that were read.
pub(crate) fn completed(site: &Site) -> WorkItemFilter {
    let source = site.source();
    WorkItemFilter::default()
        .source_system(source.system())
        .source_name(source.name())
        .status(Status::Completed)
}
