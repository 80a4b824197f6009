//! Moving the clock in tests.

use std::ops::ControlFlow;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use store::prelude::*;
use store::state::{
    DiscoveredLink, ResourceVersion, SourceControl, StateStore, WorkItem, WorkItemFilter, WorkerHeartbeat,
};
use store::{Database, UniqueKey};

/// A limit that no test reaches.
const PAGE: u32 = 1_000;

/// Lets time pass by moving every stored timestamp into the past.
///
/// The clock of the database cannot be changed; the timestamps that it is compared with can.
pub async fn pass<D: Database>(store: &StateStore<D>, time: Duration) {
    let by = TimeDelta::from_std(time).unwrap();
    let back = |at: &mut DateTime<Utc>| *at -= by;
    let mut db = store.database().clone();
    let mut items: Vec<WorkItem> = Vec::new();
    let collect = |item| {
        items.push(item);
        ControlFlow::Continue(())
    };
    store.each_known_resource(&WorkItemFilter::default(), collect).await.unwrap();
    let mut versions: Vec<ResourceVersion> = Vec::new();
    for item in &mut items {
        versions.extend(store.versions(&item.work_item_id).await.unwrap());
        back(&mut item.queued_at);
        let times = [&mut item.lease_expires_at, &mut item.next_retry_at, &mut item.finished_at];
        times.into_iter().flatten().for_each(back);
    }
    let mut links: Vec<DiscoveredLink> = Vec::new();
    for item in &items {
        links.extend(store.links_from(&item.work_item_id, None, PAGE).await.unwrap());
    }
    links.iter_mut().map(|link| &mut link.last_seen_at).for_each(back);
    versions.iter_mut().flat_map(|version| &mut version.superseded_at).for_each(back);
    let mut controls = store.controls().await.unwrap();
    controls.iter_mut().flat_map(|control| &mut control.not_before_at).for_each(back);
    let mut workers: Vec<WorkerHeartbeat> = WorkerHeartbeat::known().all(&mut db).await.unwrap();
    workers.iter_mut().map(|worker| &mut worker.beat_at).for_each(back);
    let key = UniqueKey::PRIMARY;
    db.update_many(&items).await.unwrap();
    db.update_many(&versions).await.unwrap();
    db.update_many(&links).await.unwrap();
    db.upsert_many::<SourceControl>(&controls, key).await.unwrap();
    db.update_many(&workers).await.unwrap();
}
