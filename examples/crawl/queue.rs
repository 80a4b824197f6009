//! The pages to visit, in the database.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use store::prelude::*;
use store::state::{Status, WorkItem};
use store_sqlite::{Sqlite, SqliteConnection, SqliteOptions, Synchronous};
use uuid::Uuid;

use crate::fault::Fault;
use crate::page::Page;
use crate::site::Site;
use crate::tally::Tally;
use crate::visit::Visit;

/// The pages to visit and what was kept of those visited, in a SQLite file.
#[derive(Clone, Debug)]
pub(crate) struct Queue {
    sqlite: Sqlite,
    /// The id of this run, by which the items that it holds are told from those of a run that was killed.
    run: String,
}

impl Queue {
    /// Opens the file, or makes it.
    pub(crate) async fn open(file: &Path) -> Result<Self, Fault> {
        // A power cut may undo the last pages, which are then crawled again: no need to wait for the disk.
        let options =
            SqliteOptions::new(file).synchronous(Synchronous::Normal).busy_timeout(Duration::from_secs(30));
        let refuse = |error: Error| {
            let fix = format!("{} cannot be used: choose another file with --db FILE", file.display());
            Fault::Database { error, fix: Some(fix) }
        };
        let mut sqlite = Sqlite::open(options).await.map_err(refuse)?;
        sqlite.create::<WorkItem>().await.map_err(refuse)?;
        sqlite.create::<Page>().await.map_err(refuse)?;
        Ok(Self { sqlite, run: Uuid::now_v7().to_string() })
    }

    /// Makes the queue ready: what a killed run has left is put back, what is completed too for a re-crawl, and
    /// the seeds are put in unless they are there. Tells how many pages wait.
    pub(crate) async fn prepare(
        &self,
        site: &Site,
        seeds: &BTreeSet<String>,
        recrawl: bool,
    ) -> Result<u64, Fault> {
        let mut items = Vec::with_capacity(seeds.len());
        for seed in seeds {
            let url = site.file_url(seed).ok_or_else(|| Fault::Broken(format!("{seed} has no address")))?;
            let mut item = WorkItem::new(site.identity(seed), url);
            item.priority = 0;
            items.push(item);
        }
        let run = self.run.clone();
        self.step(async move |connection| {
            let known: i64 =
                WorkItem::by_status().groups(connection).await?.iter().map(|(_, count)| count).sum();
            let outcomes = connection.insert_many_if_absent(&items, WorkItem::UX_WORK_ITEMS_DEDUPE).await?;
            if known > 0 && !outcomes.contains(&Outcome::Existing) {
                // The error takes the seeds out again.
                let message = "the file has the crawl of another directory: give each its own with --db FILE";
                return Err(Error::new(ErrorKind::Config, message));
            }
            WorkItem::release_others(&run).run(connection).await?;
            if recrawl {
                WorkItem::reset_for_recrawl(None, None).run(connection).await?;
            }
            Ok(())
        })
        .await?;
        self.waiting().await
    }

    /// Claims up to so many pages for this run, those near the index page first.
    pub(crate) async fn claim(&self, pages: u32) -> Result<Vec<WorkItem>, Fault> {
        Ok(WorkItem::next(Some(&self.run), pages).take(&mut self.sqlite.clone()).await?)
    }

    /// Completes or fails the pages of a batch, keeps their hashes and enqueues their links, all in one
    /// transaction: a crawl that is killed has done all of it or nothing.
    pub(crate) async fn finish(&self, visits: Vec<Visit>) -> Result<Tally, Fault> {
        self.step(async move |connection| {
            let mut tally = Tally::default();
            for Visit { item, result } in visits {
                match result {
                    Ok(reading) => {
                        WorkItem::complete(&item.work_item_id).run(connection).await?;
                        connection.upsert(&reading.page).await?;
                        let key = WorkItem::UX_WORK_ITEMS_DEDUPE;
                        let outcomes = connection.insert_many_if_absent(&reading.links, key).await?;
                        for outcome in outcomes {
                            match outcome {
                                Outcome::Inserted => tally.discovered += 1,
                                _ => tally.duplicates += 1,
                            }
                        }
                        tally.completed += 1;
                        tally.too_long += reading.too_long;
                        tally.bytes += u64::try_from(reading.page.size).unwrap_or_default();
                    }
                    Err(reason) => {
                        WorkItem::fail(&item.work_item_id, Some(&reason)).run(connection).await?;
                        tally.fail(&item.resource_id, &reason);
                    }
                }
            }
            Ok(tally)
        })
        .await
    }

    /// How many pages wait to be visited.
    pub(crate) async fn waiting(&self) -> Result<u64, Fault> {
        let groups = WorkItem::by_status().groups(&mut self.sqlite.clone()).await?;
        let waiting = groups.iter().find(|(status, _)| *status == Status::Pending);
        Ok(waiting.map_or(0, |(_, count)| u64::try_from(*count).unwrap_or_default()))
    }

    /// Hands out every page that is kept.
    pub(crate) async fn each_page(&self, mut each: impl FnMut(Page) + Send) -> Result<(), Fault> {
        let hand_out = |page| {
            each(page);
            ControlFlow::Continue(())
        };
        Ok(Page::all().for_each(&mut self.sqlite.clone(), hand_out).await?)
    }

    /// Hands out every item that is completed.
    pub(crate) async fn each_completed(&self, mut each: impl FnMut(WorkItem) + Send) -> Result<(), Fault> {
        let hand_out = |item| {
            each(item);
            ControlFlow::Continue(())
        };
        let completed = WorkItem::known_resources(None, None, Some(&Status::Completed));
        Ok(completed.for_each(&mut self.sqlite.clone(), hand_out).await?)
    }

    /// Writes what is still in SQLite's log into the file, and closes it.
    pub(crate) async fn close(&self) -> Result<(), Fault> {
        Ok(self.sqlite.close().await?)
    }

    /// Runs `work` as one step of the writer.
    async fn step<R: Send + 'static>(
        &self,
        work: impl AsyncFnOnce(&mut SqliteConnection) -> Result<R, Error> + Send + 'static,
    ) -> Result<R, Fault> {
        Ok(self.sqlite.write(move |connection| connection.blocking().run(work)).await?)
    }
}
