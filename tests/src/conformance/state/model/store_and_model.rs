//! Runs each verb on the store and on the model, and compares the results.

use std::time::Duration;

use proptest::prop_assert_eq;
use proptest::test_runner::TestCaseResult;
use serde_json::json;
use store::state::{
    CheckpointKey, ClaimRequest, ClaimedItem, Completion, Content, ControlState, ControlTarget,
    EnqueueOutcome, FailOutcome, Failure, NewItem, NewRun, PruneReport, Recrawl, Retention, RetryPolicy,
    RunBatch, RunCounters, RunId, RunStatus, StateOptions, StateStore, Status, WorkerHeartbeat, WorkerStatus,
};
use store::{Database, Error, ErrorKind};

use super::super::clock;
use super::model_state::{
    AGE, Batch, Checkpoint, MAX_EXPIRIES, ModelState, RETRIES, Run, Worker, identity, source,
};
use super::queue::{ModelClaim, New, Request};
use super::verbs::{Done, Lease, Page, Verb};

/// Two processes on one database, and the model of the database.
pub(super) struct StoreAndModel<'d, D: Database> {
    db: &'d D,
    /// The first sweeps with each claim, the second only with its first claim and when a claim finds too few items.
    stores: [StateStore<D>; 2],
    second_has_swept: bool,
    passes: u32,
    pub(super) model: ModelState,
    /// All claims, including those whose leases are lost.
    claimed_items: Vec<(ClaimedItem, ModelClaim)>,
    batches: Vec<RunBatch>,
}

/// The number of times that a sequence moves the clock.
const MOST_PASSES: u32 = 50;

/// The reason of every failure, skip and pause.
const REASON: &str = "because";

fn options(sweep_every: Duration) -> StateOptions {
    // Retries have a delay from 40 to 80 seconds, which ends with any move of the clock.
    let wait = Duration::from_secs(80);
    let retries = u32::try_from(RETRIES).unwrap();
    StateOptions::default()
        .sweep_every(sweep_every)
        .max_expiries(u32::try_from(MAX_EXPIRIES).unwrap())
        .retry(RetryPolicy::default().max_retries(retries).base_delay(wait).max_delay(wait))
}

async fn second<D: Database>(db: &D) -> StateStore<D> {
    StateStore::open(db.clone(), options(Duration::MAX)).await.unwrap()
}

fn seconds(count: i64) -> Duration {
    Duration::from_secs(count.unsigned_abs())
}

fn worker(at: usize) -> String {
    format!("worker-{at}")
}

/// Returns the kind of the error, if there is one.
fn kind(result: Result<(), Error>) -> Option<ErrorKind> {
    result.err().map(|error| error.kind())
}

impl<'d, D: Database> StoreAndModel<'d, D> {
    pub(super) async fn new(db: &'d D) -> Self {
        let first = StateStore::open(db.clone(), options(Duration::ZERO)).await.unwrap();
        let mut both = Self {
            db,
            stores: [first, second(db).await],
            second_has_swept: false,
            passes: 0,
            model: ModelState::default(),
            claimed_items: Vec::new(),
            batches: Vec::new(),
        };
        both.start_run(None).await.unwrap();
        both
    }

    pub(super) fn store(&self) -> &StateStore<D> {
        &self.stores[0]
    }

    /// Returns the run with this number, if it exists.
    fn run(&self, at: usize) -> Option<RunId> {
        self.model.runs.get(at).map(|run| run.id.clone())
    }

    /// Returns an existing run.
    fn some_run(&self, number: usize) -> RunId {
        self.model.runs[number % self.model.runs.len()].id.clone()
    }

    /// Returns an earlier claim, usually one whose lease is not lost.
    fn some_claim(&self, number: usize) -> Option<(ClaimedItem, ModelClaim)> {
        let held: Vec<_> = self.claimed_items.iter().filter(|(_, held)| self.model.is_held(held)).collect();
        if held.is_empty() || number % 4 == 3 {
            return self.claimed_items.get(number.checked_rem(self.claimed_items.len())?).cloned();
        }
        held.get(number % held.len()).copied().cloned()
    }

    /// Returns a resource for the store, and the same resource for the model.
    fn page(&self, page: &Page) -> (NewItem, New) {
        let key = (page.source, page.number);
        let run = page.run.map(|run| self.some_run(run));
        let mut item = NewItem::new(identity(key), "x:").priority(page.priority).rank(page.rank).body("body");
        if let Some(run) = &run {
            item = item.run(run.clone());
        }
        let new = New {
            id: item.work_item_id().clone(),
            key,
            priority: page.priority,
            rank: page.rank,
            run,
            from: None,
            body: Some("body".to_owned()),
        };
        (item, new)
    }

    // Long because the match has an arm for each verb.
    pub(super) async fn apply(&mut self, verb: &Verb) -> TestCaseResult {
        match verb {
            Verb::Enqueue(pages) => self.enqueue(pages).await,
            Verb::Claim { store, worker: at, limit, lease, sources, run } => {
                self.claim(*store, &worker(*at), *limit, *lease, sources, run.map(|run| self.some_run(run)))
                    .await
            }
            Verb::Reclaim { worker: at, limit, lease } => self.reclaim(&worker(*at), *limit, *lease).await,
            Verb::Renew { claim, lease } => self.renew(*claim, *lease).await,
            Verb::Complete(done) => self.complete(done).await,
            Verb::Fail { claim, retry_after, is_final } => {
                self.fail(*claim, retry_after.map(super::verbs::Delay::seconds), *is_final).await
            }
            Verb::Skip { claim } => self.skip(*claim).await,
            Verb::Release { claim } => self.release(*claim).await,
            Verb::ReleaseWorker { worker: at } => {
                let released = self.store().release_worker(&worker(*at)).await.unwrap();
                prop_assert_eq!(released, self.model.release_worker(&worker(*at)));
                Ok(())
            }
            Verb::Sweep => {
                prop_assert_eq!(self.store().sweep().await.unwrap(), self.model.sweep());
                Ok(())
            }
            Verb::UpdateStatus { item, status } => self.update_status(*item, *status).await,
            Verb::Recrawl { run, source, statuses, dry_run } => {
                self.recrawl(*run, *source, statuses, *dry_run).await
            }
            Verb::StartRun { parent } => self.start_run(parent.map(|run| self.some_run(run))).await,
            Verb::EndRun { run, to } => self.end_run(*run, *to).await,
            Verb::StartBatch { run } => self.start_batch(*run).await,
            Verb::FinishBatch { batch } => self.finish_batch(*batch).await,
            Verb::Control { source: of, state } => self.control(*of, *state).await,
            Verb::SetCrawlDelay { source: of, delay } => {
                let delay = delay.map_or(0, super::verbs::Delay::seconds);
                self.store().set_crawl_delay(&source(*of), seconds(delay)).await.unwrap();
                self.model.control(Some(*of)).delay = delay;
                Ok(())
            }
            Verb::DeferSource { source: of, wait } => {
                self.store().defer_source(&source(*of), seconds(wait.seconds())).await.unwrap();
                self.model.control(Some(*of)).not_before = Some(self.model.now + wait.seconds());
                Ok(())
            }
            Verb::SaveCheckpoint { source: of, missed, claim } => {
                self.save_checkpoint(*of, *missed, claim.and_then(|claim| self.some_claim(claim))).await
            }
            Verb::Heartbeat { worker: at, stopped } => self.heartbeat(&worker(*at), *stopped).await,
            Verb::Prune { versions, links, items, workers } => {
                self.prune(*versions, *links, *items, *workers).await
            }
            // More moves would add up the seconds below to the 20 seconds that keep delays apart from the current time.
            Verb::PassTime { .. } if self.passes == MOST_PASSES => Ok(()),
            Verb::PassTime { hundreds } => {
                self.passes += 1;
                // One second more, so that no lease expires exactly at the current time.
                let time = hundreds * 100 + 1;
                clock::pass(self.store(), seconds(time)).await;
                self.model.now += time;
                Ok(())
            }
            Verb::Reopen => {
                self.stores[1] = second(self.db).await;
                self.second_has_swept = false;
                Ok(())
            }
        }
    }

    async fn enqueue(&mut self, pages: &[Page]) -> TestCaseResult {
        let (items, new): (Vec<_>, Vec<_>) = pages.iter().map(|page| self.page(page)).unzip();
        let enqueued = self.store().enqueue_many(items).await.unwrap();
        for (new, enqueued) in new.into_iter().zip(enqueued) {
            let id = new.id.clone();
            let expected = match self.model.enqueue(new) {
                None => EnqueueOutcome::New(id),
                Some((work_item_id, status)) => EnqueueOutcome::Existing { work_item_id, status },
            };
            prop_assert_eq!(enqueued.unwrap(), expected);
        }
        Ok(())
    }

    async fn claim(
        &mut self,
        store: usize,
        worker: &str,
        limit: u32,
        lease: Lease,
        sources: &[usize],
        run: Option<RunId>,
    ) -> TestCaseResult {
        let mut asked = ClaimRequest::new(worker).limit(limit).lease(seconds(lease * 100));
        for of in sources {
            asked = asked.source(&source(*of));
        }
        if let Some(run) = run.clone() {
            asked = asked.run(run);
        }
        let claimed_items = self.stores[store].claim(asked).await.unwrap();

        let mut request = Request {
            worker: worker.to_owned(),
            limit: usize::try_from(limit).unwrap(),
            lease: lease * 100,
            sources: sources.to_vec(),
            run,
        };
        let sweeps = store == 0 || !self.second_has_swept;
        self.second_has_swept |= store == 1;
        if sweeps {
            self.model.sweep();
        }
        let mut expected = self.model.claim(&request);
        if expected.len() < request.limit && !sweeps && self.model.sweep().reopened() > 0 {
            request.limit -= expected.len();
            expected.extend(self.model.claim(&request));
        }
        self.keep(claimed_items, expected)
    }

    async fn reclaim(&mut self, worker: &str, limit: u32, lease: Lease) -> TestCaseResult {
        let request = ClaimRequest::new(worker).limit(limit).lease(seconds(lease * 100));
        let claimed_items = self.store().reclaim(request).await.unwrap();
        let expected = self.model.reclaim(&Request {
            worker: worker.to_owned(),
            limit: usize::try_from(limit).unwrap(),
            lease: lease * 100,
            sources: Vec::new(),
            run: None,
        });
        self.keep(claimed_items, expected)
    }

    /// Compares the claimed items with the expected ones, in order, and keeps them.
    fn keep(&mut self, claimed_items: Vec<ClaimedItem>, expected: Vec<ModelClaim>) -> TestCaseResult {
        let what = |claimed: &ClaimedItem| {
            let lease = i64::try_from(claimed.lease().as_secs()).unwrap();
            (claimed.work_item_id().clone(), claimed.token(), claimed.run().cloned(), lease)
        };
        let found: Vec<_> = claimed_items.iter().map(what).collect();
        let wanted: Vec<_> =
            expected.iter().map(|held| (held.id.clone(), held.token, held.run.clone(), held.lease)).collect();
        prop_assert_eq!(found, wanted);
        self.claimed_items.extend(claimed_items.into_iter().zip(expected));
        Ok(())
    }

    /// Returns the error that a call under the lease must return, if the lease is lost.
    fn refusal(&self, held: &ModelClaim) -> Option<ErrorKind> {
        (!self.model.is_held(held)).then_some(ErrorKind::LeaseLost)
    }

    async fn renew(&mut self, claim: usize, lease: Option<Lease>) -> TestCaseResult {
        let Some((claimed, held)) = self.some_claim(claim) else { return Ok(()) };
        let renewed = match lease {
            None => self.store().renew(&claimed).await,
            Some(lease) => self.store().renew_for(&claimed, seconds(lease * 100)).await,
        };
        prop_assert_eq!(kind(renewed), self.refusal(&held));
        if self.model.is_held(&held) {
            let until = self.model.now + lease.map_or(held.lease, |lease| lease * 100);
            self.model.item(&held.id).lease = Some(until);
        }
        Ok(())
    }

    async fn complete(&mut self, done: &[Done]) -> TestCaseResult {
        let (mut asked, mut expected) = (Vec::new(), Vec::new());
        for Done { claim, content, links } in done {
            let Some((claimed, held)) = self.some_claim(*claim) else { continue };
            let content = content.map(|byte| vec![byte; usize::from(byte) + 1]);
            let mut completion = Completion::new();
            let mut new = Vec::new();
            for page in links {
                let (item, mut link) = self.page(page);
                link.run = link.run.or_else(|| held.run.clone());
                link.from = Some(held.id.clone());
                completion = completion.link(item);
                new.push(link);
            }
            let mut size_and_hash = None;
            if let Some(bytes) = content {
                let content = Content::from_bytes(&bytes).content_type("text/plain").status_code(200);
                size_and_hash = Some((content.hash(), i64::try_from(bytes.len()).unwrap()));
                completion = completion.content(content);
            }
            asked.push((claimed, completion));
            expected.push((held, size_and_hash, new));
        }
        let completed = self.store().complete_many(asked).await.unwrap();

        // The store completes all items before it enqueues their links.
        let mut ended = Vec::new();
        for (held, content, new) in expected {
            let version = self.model.is_held(&held).then(|| self.model.complete(&held, content));
            ended.push((held, version, new));
        }
        for ((held, version, new), completed) in ended.into_iter().zip(completed) {
            let Some(version) = version else {
                prop_assert_eq!(completed.unwrap_err().kind(), ErrorKind::LeaseLost);
                continue;
            };
            let completed = completed.unwrap();
            prop_assert_eq!(completed.version, version);
            let mut discovered = Vec::new();
            let mut duplicates = 0;
            for link in new {
                let id = link.id.clone();
                if self.model.link(&held.id, link) {
                    discovered.push(id);
                } else {
                    duplicates += 1;
                }
            }
            prop_assert_eq!((completed.discovered, completed.duplicates), (discovered, duplicates));
        }
        Ok(())
    }

    async fn fail(&mut self, claim: usize, retry_after: Option<i64>, is_final: bool) -> TestCaseResult {
        let Some((claimed, held)) = self.some_claim(claim) else { return Ok(()) };
        let mut failure = Failure::new(REASON);
        if let Some(wait) = retry_after {
            failure = failure.retry_after(seconds(wait));
        }
        if is_final {
            failure = failure.without_retry();
        }
        let failed = self.store().fail(&claimed, failure).await;
        if let Some(refusal) = self.refusal(&held) {
            prop_assert_eq!(failed.unwrap_err().kind(), refusal);
            return Ok(());
        }
        let wait = match failed.unwrap() {
            FailOutcome::GivenUp => None,
            FailOutcome::Retry { after } => Some(i64::try_from(after.as_secs()).unwrap()),
        };
        prop_assert_eq!(wait.is_some(), !is_final && self.model.has_retries(&held));
        if let Some(wait) = wait {
            let (least, most) = retry_after.map_or((40, 80), |asked| (asked, asked));
            prop_assert_eq!(wait.clamp(least, most), wait);
        }
        self.model.fail(&held, wait, REASON);
        Ok(())
    }

    async fn skip(&mut self, claim: usize) -> TestCaseResult {
        let Some((claimed, held)) = self.some_claim(claim) else { return Ok(()) };
        prop_assert_eq!(kind(self.store().skip(&claimed, REASON).await), self.refusal(&held));
        if self.model.is_held(&held) {
            self.model.skip(&held, REASON);
        }
        Ok(())
    }

    async fn release(&mut self, claim: usize) -> TestCaseResult {
        let Some((claimed, held)) = self.some_claim(claim) else { return Ok(()) };
        prop_assert_eq!(kind(self.store().release(&claimed).await), self.refusal(&held));
        if self.model.is_held(&held) {
            self.model.release(&held);
        }
        Ok(())
    }

    async fn update_status(&mut self, item: usize, status: Status) -> TestCaseResult {
        let items = &self.model.items;
        let Some(at) = item.checked_rem(items.len()) else { return Ok(()) };
        let id = items[at].id.clone();
        let updated = kind(self.store().update_status(&id, status, Some(REASON)).await);
        if status == Status::InProgress {
            prop_assert_eq!(updated, Some(ErrorKind::Misuse));
            return Ok(());
        }
        prop_assert_eq!(updated, None);
        self.model.update_status(&id, status, REASON);
        Ok(())
    }

    async fn recrawl(
        &mut self,
        run: usize,
        of: Option<usize>,
        statuses: &[Status],
        dry: bool,
    ) -> TestCaseResult {
        let run = self.some_run(run);
        let mut recrawl = Recrawl::new(run.clone()).statuses(statuses);
        if let Some(of) = of.map(source) {
            recrawl = recrawl.source_system(of.system()).source_name(of.name());
        }
        if dry {
            recrawl = recrawl.dry_run();
        }
        let reset = self.store().reset_for_recrawl(&recrawl).await.unwrap();
        prop_assert_eq!(reset, self.model.recrawl(&run, of, statuses, dry));
        Ok(())
    }

    async fn start_run(&mut self, parent: Option<RunId>) -> TestCaseResult {
        let mut new = NewRun::new("crawl");
        if let Some(parent) = parent.clone() {
            new = new.parent(parent);
        }
        let id = self.store().start_run(new).await.unwrap().run_id;
        self.model.runs.push(Run { id, parent, status: RunStatus::Running, counted: RunCounters::default() });
        Ok(())
    }

    /// Returns the error that a call must return for a run that has ended or does not exist.
    fn not_running(&self, at: usize) -> Option<ErrorKind> {
        match self.model.runs.get(at) {
            None => Some(ErrorKind::NotFound),
            Some(run) => (run.status != RunStatus::Running).then_some(ErrorKind::VersionConflict),
        }
    }

    async fn end_run(&mut self, at: usize, to: RunStatus) -> TestCaseResult {
        let run = self.run(at).unwrap_or_default();
        let ended = match to {
            RunStatus::Failed => self.store().fail_run(&run, REASON).await,
            RunStatus::Cancelled => self.store().cancel_run(&run, REASON).await,
            _ => self.store().finish_run(&run).await,
        };
        prop_assert_eq!(kind(ended), self.not_running(at));
        if self.not_running(at).is_none() {
            self.model.runs[at].status = to;
        }
        Ok(())
    }

    async fn start_batch(&mut self, at: usize) -> TestCaseResult {
        let run = self.run(at).unwrap_or_default();
        let started = self.store().start_batch(&run, Some("worker"), 3).await;
        if let Some(refusal) = self.not_running(at) {
            prop_assert_eq!(started.unwrap_err().kind(), refusal);
            return Ok(());
        }
        let batch = started.unwrap();
        let before = self.model.batches.iter().filter(|batch| batch.run == run).count();
        let number = i32::try_from(before).unwrap() + 1;
        prop_assert_eq!(batch.batch, number);
        self.model.batches.push(Batch { run, number, ended: None });
        self.batches.push(batch);
        Ok(())
    }

    async fn finish_batch(&mut self, batch: usize) -> TestCaseResult {
        let Some(at) = batch.checked_rem(self.batches.len()) else { return Ok(()) };
        let finished = kind(self.store().finish_batch(&self.batches[at], 2, 1).await);
        let batch = &mut self.model.batches[at];
        prop_assert_eq!(finished, batch.ended.map(|_| ErrorKind::VersionConflict));
        batch.ended = Some((2, 1));
        Ok(())
    }

    async fn control(&mut self, of: Option<usize>, state: ControlState) -> TestCaseResult {
        let target = of.map_or(ControlTarget::All, |of| source(of).into());
        let store = self.store();
        let (reason, done) = match state {
            ControlState::Running => (None, store.resume(target).await),
            ControlState::Paused => (Some(REASON), store.pause(target, Some(REASON)).await),
            ControlState::Draining => (None, store.drain(target, None).await),
        };
        done.unwrap();
        let control = self.model.control(of);
        (control.state, control.reason) = (state, reason.map(str::to_owned));
        Ok(())
    }

    async fn save_checkpoint(
        &mut self,
        of: usize,
        missed: i32,
        under: Option<(ClaimedItem, ModelClaim)>,
    ) -> TestCaseResult {
        let key = CheckpointKey::of_source(&source(of), "cursor");
        let version = self.model.checkpoints.get(&of).map_or(0, |known| known.version);
        let expected = (version - missed).max(0);
        let value = json!({ "page": version });
        let claimed = under.as_ref().map(|(claimed, _)| claimed);
        let saved = self.store().save_checkpoint(&key, value.clone(), expected, claimed).await;
        let lost = under.as_ref().and_then(|(_, held)| self.refusal(held));
        let refusal = lost.or((expected != version).then_some(ErrorKind::VersionConflict));
        if let Some(refusal) = refusal {
            prop_assert_eq!(saved.unwrap_err().kind(), refusal);
            return Ok(());
        }
        prop_assert_eq!(saved.unwrap(), version + 1);
        let item = under.map(|(_, held)| held.id);
        self.model.checkpoints.insert(of, Checkpoint { value, version: version + 1, item });
        Ok(())
    }

    async fn heartbeat(&mut self, worker: &str, stopped: bool) -> TestCaseResult {
        let status = if stopped { WorkerStatus::Stopped } else { WorkerStatus::Running };
        let now = chrono::Utc::now();
        let heartbeat = WorkerHeartbeat {
            worker_id: worker.to_owned(),
            host: "machine".to_owned(),
            pid: 1,
            run_id: None,
            status,
            current_item: None,
            completed: 0,
            failed: 0,
            started_at: now,
            beat_at: now,
        };
        self.store().heartbeat(heartbeat).await.unwrap();
        self.model.workers.insert(worker.to_owned(), Worker { status, beat: self.model.now });
        Ok(())
    }

    async fn prune(&mut self, versions: bool, links: bool, items: bool, workers: bool) -> TestCaseResult {
        let age = |wanted: bool| wanted.then(|| seconds(AGE));
        let retention = Retention::new()
            .versions(age(versions))
            .links(age(links))
            .items(age(items))
            .workers(age(workers));
        let pruned = self.store().prune(&retention).await.unwrap();
        let [versions, links, items, workers] = self.model.prune(versions, links, items, workers);
        prop_assert_eq!(pruned, PruneReport { versions, links, items, workers });
        Ok(())
    }
}
