//! The workers.

use std::sync::Arc;

use tokio::task::{JoinSet, spawn_blocking};

use crate::budget::Budget;
use crate::fault::Fault;
use crate::progress::Progress;
use crate::queue::Queue;
use crate::site::Site;
use crate::stop::Stop;
use crate::tally::Tally;
use crate::tracker::Tracker;
use crate::visit::Visit;

/// How many pages a worker claims at once: enough that the two transactions a batch takes cost little beside
/// its pages, and few enough that the workers share a small site.
const BATCH: u32 = 16;

/// A crawl with all that its workers share.
#[derive(Clone, Debug)]
pub(crate) struct Crawl {
    site: Arc<Site>,
    queue: Queue,
    budget: Arc<Budget>,
    stop: Stop,
    progress: Progress,
    tracker: Tracker,
}

impl Crawl {
    /// A crawl of a site, whose first pages are in the queue.
    pub(crate) fn new(
        site: Arc<Site>,
        queue: Queue,
        limit: Option<u64>,
        stop: Stop,
        progress: Progress,
    ) -> Self {
        let budget = Arc::new(Budget::new(limit));
        Self { site, queue, budget, stop, progress, tracker: Tracker::new() }
    }

    /// Crawls with this many workers until nothing is left, the limit is reached or Ctrl-C is pressed.
    pub(crate) async fn run(self, workers: usize) -> Result<Tally, Fault> {
        let mut tasks = JoinSet::new();
        for _ in 0..workers {
            let worker = self.clone();
            tasks.spawn(async move { worker.work().await.inspect_err(|_| worker.stop.ask()) });
        }
        let mut tally = Tally::default();
        let mut fault = None;
        while let Some(worker) = tasks.join_next().await {
            match worker.map_err(|error| Fault::Broken(error.to_string())).flatten() {
                Ok(done) => tally += done,
                // The others write what they have at hand before the first fault is told.
                Err(error) => {
                    self.stop.ask();
                    fault.get_or_insert(error);
                }
            }
        }
        fault.map_or(Ok(tally), Err)
    }

    async fn work(&self) -> Result<Tally, Fault> {
        let mut tally = Tally::default();
        while !self.stop.is_asked() {
            let wanted = self.budget.take(BATCH);
            if wanted == 0 {
                break;
            }
            let turn = self.tracker.begin();
            let items = self.queue.claim(wanted).await?;
            let claimed = u32::try_from(items.len()).unwrap_or(u32::MAX);
            self.budget.give_back(wanted.saturating_sub(claimed));
            if items.is_empty() {
                if turn.found_nothing().await {
                    continue;
                }
                break;
            }
            let site = Arc::clone(&self.site);
            // Away from the threads of the executor, which have other workers to serve.
            let visits =
                spawn_blocking(move || items.into_iter().map(|item| Visit::new(&site, item)).collect());
            let visits = visits.await.map_err(|error| Fault::Broken(error.to_string()))?;
            let done = self.queue.finish(visits).await?;
            turn.written();
            self.progress.add(&done);
            tally += done;
        }
        Ok(tally)
    }
}
