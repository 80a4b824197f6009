//! Compares all data that the store returns with the model.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use proptest::test_runner::TestCaseResult;
use proptest::{prop_assert, prop_assert_eq};
use store::Database;
use store::state::{
    CheckpointKey, Stats, Status, StatusCounts, WorkItem, WorkItemFilter, WorkerHeartbeat, WorkerStatus,
};

use super::model_state::{AGE, Item, ModelState, SOURCES, identity, source};
use super::store_and_model::StoreAndModel;
use super::verbs::NUMBERS;

/// A limit that no sequence reaches.
const ALL: u32 = 1_000;

/// The tolerance for times in the database: the clock of the model does not move while a sequence runs.
const TOLERANCE: TimeDelta = TimeDelta::seconds(20);

impl ModelState {
    /// Converts a time of the model to the time that the database should have.
    fn time(&self, at: i64) -> DateTime<Utc> {
        Utc::now() - TimeDelta::seconds(self.now - at)
    }

    fn is_time(&self, found: Option<DateTime<Utc>>, expected: Option<i64>, what: &str) -> TestCaseResult {
        let expected = expected.map(|at| self.time(at));
        let near = match (found, expected) {
            (Some(found), Some(expected)) => (found - expected).abs() < TOLERANCE,
            (found, expected) => found == expected,
        };
        prop_assert!(near, "{what}: {found:?} instead of about {expected:?}");
        Ok(())
    }
}

impl<D: Database> StoreAndModel<'_, D> {
    /// Compares the current state: items, statistics, runs, sources and workers.
    pub(super) async fn compare(&self) -> TestCaseResult {
        self.items().await?;
        self.numbers().await?;
        self.runs().await?;
        self.sources().await?;
        self.workers().await
    }

    /// Compares the history: versions, links, seen resources, and the batches of runs.
    pub(super) async fn compare_history(&self) -> TestCaseResult {
        self.history().await?;
        self.discoveries().await?;
        self.history_of_runs().await
    }

    async fn items(&self) -> TestCaseResult {
        let model = &self.model;
        let known = |filter: WorkItemFilter| async move {
            self.store().known_resources(&filter, None, ALL).await.unwrap()
        };
        let found = known(WorkItemFilter::default()).await;
        let of = |items: &[WorkItem]| items.iter().map(|item| item.work_item_id.clone()).collect::<Vec<_>>();
        let expected = |wanted: &dyn Fn(&Item) -> bool| {
            model.items.iter().filter(|item| wanted(item)).map(|item| item.id.clone()).collect::<Vec<_>>()
        };
        prop_assert_eq!(of(&found), expected(&|_| true));
        for (found, item) in found.iter().zip(&model.items) {
            self.item(found, item)?;
        }
        // The filters return the same items as filtering the list of the model.
        let pending = known(WorkItemFilter::default().status(Status::Pending)).await;
        prop_assert_eq!(of(&pending), expected(&|item| item.status == Status::Pending));
        let (system, name) = SOURCES[1];
        let wiki = known(WorkItemFilter::default().source_system(system).source_name(name)).await;
        prop_assert_eq!(of(&wiki), expected(&|item| item.key.0 == 1));
        if let Some(run) = model.runs.first() {
            let of_run = known(WorkItemFilter::default().run(run.id.clone())).await;
            prop_assert_eq!(of(&of_run), expected(&|item| item.run.as_ref() == Some(&run.id)));
        }
        Ok(())
    }

    fn item(&self, found: &WorkItem, item: &Item) -> TestCaseResult {
        let model = &self.model;
        let what = &found.dedupe_key;
        prop_assert_eq!(&found.dedupe_key, &identity(item.key).readable());
        prop_assert_eq!(found.source(), source(item.key.0));
        prop_assert_eq!((found.priority, found.rank), (item.priority, item.rank), "order of {}", what);
        prop_assert_eq!((found.status, found.lease_token), (item.status, item.token), "status of {}", what);
        prop_assert_eq!(
            (found.attempt, found.failures, found.expiries),
            (item.attempt, item.failures, item.expiries),
            "attempts at {}",
            what
        );
        prop_assert_eq!((&found.run_id, &found.discovered_from), (&item.run, &item.from), "run of {}", what);
        prop_assert_eq!(&found.error_message, &item.error, "error of {}", what);
        prop_assert_eq!(&found.request_body, &item.body, "body of {}", what);
        prop_assert_eq!(
            (found.version, found.content_hash),
            (item.version, item.hash),
            "version of {}",
            what
        );
        // A claim that hands an item back because of a crawl delay removes the worker that claimed the item before.
        if item.status == Status::InProgress || found.claimed_by.is_some() {
            prop_assert_eq!(&found.claimed_by, &item.worker, "worker of {}", what);
        }
        prop_assert_eq!(found.pruned_at.is_some(), item.pruned, "pruning of {}", what);
        model.is_time(Some(found.queued_at), Some(item.queued), "queued_at")?;
        model.is_time(found.lease_expires_at, item.lease, "lease_expires_at")?;
        model.is_time(found.next_retry_at, item.retry, "next_retry_at")?;
        model.is_time(found.finished_at, item.finished, "finished_at")
    }

    /// Compares the versions of each item.
    async fn history(&self) -> TestCaseResult {
        let model = &self.model;
        for item in &model.items {
            let found = self.store().versions(&item.id).await.unwrap();
            let expected: Vec<_> = model.versions.iter().filter(|version| version.item == item.id).collect();
            prop_assert_eq!(found.len(), expected.len(), "versions of {:?}", item.key);
            for (found, version) in found.iter().zip(expected) {
                prop_assert_eq!(
                    (
                        found.version,
                        &found.run_id,
                        found.attempt,
                        found.content_hash,
                        found.size,
                        found.changed
                    ),
                    (
                        version.version,
                        &version.run,
                        version.attempt,
                        version.hash,
                        version.size,
                        version.changed
                    )
                );
                model.is_time(found.superseded_at, version.superseded, "superseded_at")?;
            }
        }
        Ok(())
    }

    /// Compares links and seen resources.
    async fn discoveries(&self) -> TestCaseResult {
        let model = &self.model;
        let id_of =
            |key: (usize, u8)| model.items.iter().find(|item| item.key == key).map(|item| item.id.clone());
        let expected: BTreeMap<_, _> = model
            .links
            .iter()
            .map(|((from, key), link)| ((from.clone(), id_of(*key).unwrap()), link))
            .collect();
        let mut found = BTreeMap::new();
        for item in &model.items {
            for link in self.store().links_from(&item.id, None, ALL).await.unwrap() {
                let key = (item.id.clone(), link.to_item);
                let last = expected.get(&key).map(|link| link.last);
                model.is_time(Some(link.last_seen_at), last, "last_seen_at")?;
                found.insert(key, link.run_id);
            }
        }
        let expected: BTreeMap<_, _> =
            expected.into_iter().map(|(key, link)| (key, link.run.clone())).collect();
        prop_assert_eq!(found, expected);
        for number in 0..NUMBERS {
            let key = (0, number);
            let seen = self.store().seen(identity(key)).await.unwrap();
            let expected = model.seen.get(&key).map(|seen| (seen.count, seen.run.clone()));
            prop_assert_eq!(seen.map(|seen| (seen.seen_count, seen.last_run_id)), expected);
            let to = self.store().links_to(identity(key), None, ALL).await.unwrap();
            prop_assert_eq!(to.len(), model.links.keys().filter(|(_, to)| *to == key).count());
        }
        Ok(())
    }

    /// Compares the statistics, which come from counters, with the counted items of the model.
    async fn numbers(&self) -> TestCaseResult {
        let model = &self.model;
        let mut expected = Stats { total: ModelState::counts(model.items.iter()), ..Stats::default() };
        for at in 0..SOURCES.len() {
            let counts = ModelState::counts(model.items.iter().filter(|item| item.key.0 == at));
            if counts != StatusCounts::default() {
                expected.sources.insert(source(at).key(), counts);
            }
        }
        prop_assert_eq!(self.store().stats().await.unwrap(), expected.clone());
        let progress =
            self.store().progress(std::time::Duration::from_secs(AGE.unsigned_abs())).await.unwrap();
        let lately = |item: &&Item| !item.pruned && item.finished.is_some_and(|at| at >= model.now - AGE);
        prop_assert_eq!(progress.finished, model.items.iter().filter(lately).count() as u64);
        let pending = model.items.iter().filter(|item| item.status == Status::Pending);
        let oldest = progress.oldest_pending.map(|age| Utc::now() - age);
        model.is_time(oldest, pending.map(|item| item.queued).min(), "oldest pending")
    }

    async fn runs(&self) -> TestCaseResult {
        let model = &self.model;
        for run in &model.runs {
            let report = self.store().run(&run.id).await.unwrap().unwrap();
            prop_assert_eq!(&report.run.parent_run_id, &run.parent);
            prop_assert_eq!(report.run.status, run.status);
            prop_assert_eq!(report.counters, model.counters(run), "counters of run {}", run.id);
        }
        let newest: Vec<_> =
            self.store().runs(None, None, ALL).await.unwrap().into_iter().map(|run| run.run_id).collect();
        let expected: Vec<_> = model.runs.iter().rev().map(|run| run.id.clone()).collect();
        prop_assert_eq!(newest, expected);
        Ok(())
    }

    /// Compares the batches of each run, the runs whose parent it is, and the versions that it fetched.
    async fn history_of_runs(&self) -> TestCaseResult {
        let model = &self.model;
        for run in &model.runs {
            let batches = self.store().batches(&run.id, None, ALL).await.unwrap();
            let found: Vec<_> = batches
                .iter()
                .map(|batch| (batch.batch, batch.finished_at.map(|_| (batch.completed, batch.failed))))
                .collect();
            let expected: Vec<_> = model
                .batches
                .iter()
                .filter(|batch| batch.run == run.id)
                .map(|batch| (batch.number, batch.ended))
                .collect();
            prop_assert_eq!(found, expected, "batches of run {}", run.id);
            let after = self.store().runs_after(&run.id).await.unwrap();
            let expected = model.runs.iter().filter(|other| other.parent.as_ref() == Some(&run.id)).count();
            prop_assert_eq!(after.len(), expected);
            let versions = self.store().versions_of_run(&run.id, Some(true), None, ALL).await.unwrap();
            let mine = |version: &&super::model_state::Version| version.run.as_ref() == Some(&run.id);
            let expected = model.versions.iter().filter(mine).filter(|version| version.changed).count();
            prop_assert_eq!(versions.len(), expected, "changed versions of run {}", run.id);
        }
        Ok(())
    }

    /// Compares the controls and checkpoints of sources.
    async fn sources(&self) -> TestCaseResult {
        let model = &self.model;
        let controls = self.store().controls().await.unwrap();
        prop_assert_eq!(controls.len(), model.controls.len());
        for (of, control) in &model.controls {
            let key = of.map_or_else(|| "*".to_owned(), |of| source(of).key());
            let found = controls
                .iter()
                .find(|found| found.source_key == key)
                .expect("a control for each source that has one in the model");
            prop_assert_eq!((found.state, &found.reason), (control.state, &control.reason));
            prop_assert_eq!(i64::from(found.min_delay_ms), control.delay * 1_000);
            model.is_time(found.not_before_at, control.not_before, "not_before_at")?;
        }
        prop_assert_eq!(self.store().control_state(None).await.unwrap(), model.control_state(None));
        for at in 0..SOURCES.len() {
            let state = self.store().control_state(Some(&source(at))).await.unwrap();
            prop_assert_eq!(state, model.control_state(Some(at)));
            let key = CheckpointKey::of_source(&source(at), "cursor");
            let found = self.store().checkpoint(&key).await.unwrap();
            let found = found.map(|found| super::model_state::Checkpoint {
                value: found.value,
                version: found.version,
                item: found.work_item_id,
            });
            prop_assert_eq!(found.as_ref(), model.checkpoints.get(&at));
        }
        Ok(())
    }

    async fn workers(&self) -> TestCaseResult {
        let model = &self.model;
        let mut db = self.store().database().clone();
        let known: Vec<WorkerHeartbeat> = WorkerHeartbeat::known().all(&mut db).await.unwrap();
        let names: Vec<_> = known.iter().map(|worker| worker.worker_id.clone()).collect();
        prop_assert_eq!(names, model.workers.keys().cloned().collect::<Vec<_>>());
        for (found, worker) in known.iter().zip(model.workers.values()) {
            prop_assert_eq!(found.status, worker.status);
            model.is_time(Some(found.beat_at), Some(worker.beat), "beat_at")?;
        }
        let alive = self.store().workers(std::time::Duration::from_secs(AGE.unsigned_abs())).await.unwrap();
        let lives = |worker: &&super::model_state::Worker| {
            worker.status != WorkerStatus::Stopped && worker.beat >= model.now - AGE
        };
        prop_assert_eq!(alive.len(), model.workers.values().filter(lives).count());
        Ok(())
    }
}
