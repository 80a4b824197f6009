//! Removing what the checks wrote: the one place where items are deleted, which no verb does.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use chrono::TimeDelta;
use store::state::{
    IngestRun, KnownFilter, ResourceVersion, SeenResource, Source, StateStore, Tally, WorkItem,
};
use store::{Connection, Database, Error, Operations as _, UnitOfWork};

use super::checks::{PLACE, SYSTEM};

/// How old all is that is no longer worked on.
const OLD: TimeDelta = TimeDelta::minutes(10);

/// The name of the run of the checks, by which it is found again.
pub(super) fn run_name(source: &Source) -> String {
    source.key()
}

/// Removes what a smoke test that was cut off has left, of which it tells; one that is under way is younger.
pub(super) async fn remove_leftovers<D: Database>(store: &StateStore<D>) -> Result<Option<String>, Error> {
    let filter = KnownFilter::default().source_system(SYSTEM);
    let old = chrono::Utc::now() - OLD;
    let mut sources = BTreeMap::new();
    store
        .each_known_resource(&filter, |item| {
            let all_old = sources.entry(item.source()).or_insert(true);
            // Whatever else somebody keeps under this system is theirs.
            *all_old &= item.created_at < old && item.request_uri.starts_with(PLACE);
            ControlFlow::Continue(())
        })
        .await?;
    let left: Vec<Source> =
        sources.into_iter().filter_map(|(source, all_old)| all_old.then_some(source)).collect();
    let mut removed = 0;
    for source in &left {
        removed += rows(store, source).await?;
    }
    let told = || format!("{removed} rows that {} smoke tests had left were removed", left.len());
    Ok((!left.is_empty()).then(told))
}

/// Removes what the checks of a source wrote.
pub(super) async fn remove<D: Database>(store: &StateStore<D>, source: &Source) -> Result<String, Error> {
    Ok(format!("{} rows were removed again", rows(store, source).await?))
}

async fn rows<D: Database>(store: &StateStore<D>, source: &Source) -> Result<usize, Error> {
    let filter = KnownFilter::default().source_system(source.system()).source_name(source.name());
    let items = store.known_resources(&filter, None, u32::MAX >> 1).await?;
    let mut versions = Vec::new();
    for item in &items {
        versions.extend(store.versions(&item.work_item_id).await?);
    }
    let runs = store.runs(Some(&run_name(source)), None, 1).await?;
    let mut tallies = Vec::new();
    let of_runs = runs.iter().map(|run| run.run_id.as_str());
    for run in std::iter::once("").chain(of_runs) {
        tallies.extend(Tally::of_run(run).all(&mut store.database().clone()).await?);
    }
    tallies.retain(|tally| Source::from_key(&tally.source_key).as_ref() == Some(source));
    let written = Written { items, versions, runs, tallies };
    store.database().atomically(written).await
}

struct Written {
    items: Vec<WorkItem>,
    versions: Vec<ResourceVersion>,
    runs: Vec<IngestRun>,
    tallies: Vec<Tally>,
}

impl UnitOfWork for Written {
    type Output = usize;

    async fn run<C: Connection>(&self, connection: &mut C) -> Result<usize, Error> {
        let mut removed = 0;
        for version in &self.versions {
            let key = (&version.work_item_id, version.version);
            removed += usize::from(connection.delete::<ResourceVersion>(key).await?);
        }
        for item in &self.items {
            removed += usize::from(connection.delete::<SeenResource>(&item.dedupe_hash).await?);
            removed += usize::from(connection.delete::<WorkItem>(&item.work_item_id).await?);
        }
        for run in &self.runs {
            removed += usize::from(connection.delete::<IngestRun>(&run.run_id).await?);
        }
        for tally in &self.tallies {
            let Tally { run_id, source_key, measure, shard, .. } = tally;
            let key = (run_id.as_str(), source_key.as_str(), measure, *shard);
            removed += usize::from(connection.delete::<Tally>(key).await?);
        }
        Ok(removed)
    }
}
