//! A crawl of pages with many links, most of them to pages that the queue has.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use store::state::{ClaimRequest, StateOptions, StateStore};
use store_bench_worker::{Figure, Metric, Stopwatch};
use store_sqlite::Sqlite;
use tokio::task::JoinSet;

use crate::libraries::{completion, item, open_store_with};

/// The number of pages that a task claims at once.
pub(crate) const BATCH: u32 = 10;

/// A crawl of a site.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct LinksJob {
    pub(crate) file: PathBuf,
    pub(crate) pages: usize,
    pub(crate) tasks: usize,
    pub(crate) keeps: Keeps,
}

/// The part of the links to known pages that the store keeps.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) enum Keeps {
    /// Links and sightings, the default.
    All,
    /// Links only.
    NoSightings,
    /// Neither.
    Nothing,
}

impl Keeps {
    /// Returns the name of the case.
    pub(crate) fn case(self) -> &'static str {
        match self {
            Self::All => "link of a completed page",
            Self::NoSightings => "link, without `keep_seen`",
            Self::Nothing => "link, without `keep_seen` and `keep_links`",
        }
    }

    fn options(self) -> StateOptions {
        let options = StateOptions::default();
        match self {
            Self::All => options,
            Self::NoSightings => options.keep_seen(false),
            Self::Nothing => options.keep_seen(false).keep_links(false),
        }
    }
}

/// The metrics of the job.
pub(crate) const LINK_METRICS: [Metric; 3] = [Metric::PerSecond, Metric::CpuMicros, Metric::Micros];

/// Returns the numbers of the pages that a page links to, all different: the navigation that every page has, the pages near
/// it, and three anywhere on the site. 34 links or a few less.
fn links(page: usize, pages: usize) -> Vec<usize> {
    let navigation = 0..25;
    let near = (1..=6).map(|step| page + step);
    let anywhere = (1..=3).map(|step| page.wrapping_mul(2_654_435_761).wrapping_add(step * 40_503));
    let mut links: Vec<usize> = navigation.chain(near).chain(anywhere).map(|link| link % pages).collect();
    links.sort_unstable();
    links.dedup();
    links
}

/// Processes pages until all of the site are done. Returns the number of links.
async fn crawl(store: StateStore<Sqlite>, worker: String, pages: usize, done: Arc<AtomicUsize>) -> usize {
    let mut found = 0;
    while done.load(Ordering::Acquire) < pages {
        let claimed = store.claim(ClaimRequest::new(&worker).limit(BATCH)).await.unwrap();
        if claimed.is_empty() {
            // Other tasks are about to find more pages.
            tokio::time::sleep(Duration::from_millis(2)).await;
            continue;
        }
        let completions: Vec<_> = claimed
            .into_iter()
            .map(|claimed| {
                let page = claimed.item().resource_id.parse().unwrap();
                let links = links(page, pages);
                found += links.len();
                (claimed.clone(), completion(&claimed).links(links.into_iter().map(item)))
            })
            .collect();
        let completed = completions.len();
        assert!(store.complete_many(completions).await.unwrap().iter().all(Result::is_ok));
        done.fetch_add(completed, Ordering::AcqRel);
    }
    found
}

/// Runs the crawl.
pub(super) async fn run(job: &LinksJob) -> Vec<Figure> {
    let store = open_store_with(&job.file, job.keeps.options()).await;
    store.enqueue(item(0)).await.unwrap();
    let done = Arc::new(AtomicUsize::new(0));
    let watch = Stopwatch::start();
    let mut tasks: JoinSet<usize> = (0..job.tasks)
        .map(|task| crawl(store.clone(), format!("worker-{task}"), job.pages, Arc::clone(&done)))
        .collect();
    let mut links = 0;
    // Whichever task ends first: the others would wait forever for the pages of one that has panicked.
    while let Some(found) = tasks.join_next().await {
        links += found.unwrap();
    }
    let mut figures = watch.figures(job.keeps.case(), links);
    let micros = watch.elapsed().as_secs_f64() * 1e6;
    let links = u32::try_from(links).unwrap();
    figures.push(Figure::new(job.keeps.case(), Metric::Micros, micros / f64::from(links)));
    assert_eq!(store.stats().await.unwrap().total.completed, i64::try_from(job.pages).unwrap());
    store.close().await.unwrap();
    figures
}

#[cfg(test)]
mod tests {
    use super::links;

    #[test]
    fn a_site_of_5_000_pages_has_about_172_000_links() {
        let count: usize = (0..5_000).map(|page| links(page, 5_000).len()).sum();
        assert!((165_000..=175_000).contains(&count), "{count}");
    }
}
