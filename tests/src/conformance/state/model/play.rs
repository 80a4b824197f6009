//! Each verb done with the store and with the model, and whether what it gives is the same.

use std::time::Duration;

use proptest::prop_assert_eq;
use serde_json::json;
use store::state::{
    CheckpointKey, ClaimRequest, ClaimedItem, Completion, Content, ControlState, ControlTarget,
    EnqueueOutcome, FailOutcome, Failure, NewItem, NewRun, PruneReport, Recrawl, Retention, RetryPolicy,
    RunBatch, RunCounters, RunId, RunStatus, StateOptions, StateStore, Status, WorkerHeartbeat, WorkerStatus,
};
use store::{Database, Error, ErrorKind};

use super::super::clock;
use super::Verdict;
use super::queue::{Hold, New, Request};
use super::verb::{Done, Lease, Page, Verb};
use super::world::{AGE, Batch, Checkpoint, MAX_EXPIRIES, RETRIES, Run, Worker, World, identity, source};

/// Two processes at one database, and the model of it.
pub(super) struct Players<'d, D: Database> {
    db: &'d D,
    /// One that looks after leases at each claim, and one that does so at its first only and where it finds too few
    /// items.
    stores: [StateStore<D>; 2],
    second_has_swept: bool,
    passes: u32,
    pub(super) world: World,
    /// All that was ever taken, also what was lost since.
    taken: Vec<(ClaimedItem, Hold)>,
    batches: Vec<RunBatch>,
}

/// How often time passes in one sequence.
const MOST_PASSES: u32 = 50;

/// Why whatever fails does.
const REASON: &str = "because";

fn options(sweep_every: Duration) -> StateOptions {
    // Waits from 40 to 80 seconds, which are over after any pass of time.
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

/// What is asked of a verb that gives nothing but an error.
fn kind(result: Result<(), Error>) -> Option<ErrorKind> {
    result.err().map(|error| error.kind())
}

impl<'d, D: Database> Players<'d, D> {
    pub(super) async fn new(db: &'d D) -> Self {
        let first = StateStore::open(db.clone(), options(Duration::ZERO)).await.unwrap();
        let mut players = Self {
            db,
            stores: [first, second(db).await],
            second_has_swept: false,
            passes: 0,
            world: World::default(),
            taken: Vec::new(),
            batches: Vec::new(),
        };
        players.start_run(None).await.unwrap();
        players
    }

    pub(super) fn store(&self) -> &StateStore<D> {
        &self.stores[0]
    }

    /// The run with this number, if there is one.
    fn run(&self, at: usize) -> Option<RunId> {
        self.world.runs.get(at).map(|run| run.id.clone())
    }

    /// A run there is.
    fn some_run(&self, number: usize) -> RunId {
        self.world.runs[number % self.world.runs.len()].id.clone()
    }

    /// Something that was taken: mostly what its worker still has.
    fn hold(&self, number: usize) -> Option<(ClaimedItem, Hold)> {
        let held: Vec<_> = self.taken.iter().filter(|(_, hold)| self.world.holds(hold)).collect();
        if held.is_empty() || number % 4 == 3 {
            return self.taken.get(number.checked_rem(self.taken.len())?).cloned();
        }
        held.get(number % held.len()).copied().cloned()
    }

    /// A resource for the store, and the same for the model.
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
    pub(super) async fn play(&mut self, verb: &Verb) -> Verdict {
        match verb {
            Verb::Enqueue(pages) => self.enqueue(pages).await,
            Verb::Claim { store, worker: at, limit, lease, sources, run } => {
                self.claim(*store, &worker(*at), *limit, *lease, sources, run.map(|run| self.some_run(run)))
                    .await
            }
            Verb::TakeBack { worker: at, limit, lease } => self.reclaim(&worker(*at), *limit, *lease).await,
            Verb::Renew { claim, lease } => self.renew(*claim, *lease).await,
            Verb::Complete(done) => self.complete(done).await,
            Verb::Fail { claim, retry_after, is_final } => {
                self.fail(*claim, retry_after.map(super::verb::Wait::seconds), *is_final).await
            }
            Verb::Skip { claim } => self.skip(*claim).await,
            Verb::Release { claim } => self.release(*claim).await,
            Verb::ReleaseAll { worker: at } => {
                let released = self.store().release_worker(&worker(*at)).await.unwrap();
                prop_assert_eq!(released, self.world.release_worker(&worker(*at)));
                Ok(())
            }
            Verb::Sweep => {
                prop_assert_eq!(self.store().sweep().await.unwrap(), self.world.sweep());
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
            Verb::MinDelay { source: of, delay } => {
                let delay = delay.map_or(0, super::verb::Wait::seconds);
                self.store().set_crawl_delay(&source(*of), seconds(delay)).await.unwrap();
                self.world.control(Some(*of)).delay = delay;
                Ok(())
            }
            Verb::WaitBefore { source: of, wait } => {
                self.store().defer_source(&source(*of), seconds(wait.seconds())).await.unwrap();
                self.world.control(Some(*of)).not_before = Some(self.world.now + wait.seconds());
                Ok(())
            }
            Verb::Save { source: of, behind, claim } => {
                self.save(*of, *behind, claim.and_then(|claim| self.hold(claim))).await
            }
            Verb::Beat { worker: at, stopped } => self.beat(&worker(*at), *stopped).await,
            Verb::Prune { versions, links, items, workers } => {
                self.prune(*versions, *links, *items, *workers).await
            }
            // With more, the seconds below would come too near to the ends of waits.
            Verb::Pass { .. } if self.passes == MOST_PASSES => Ok(()),
            Verb::Pass { hundreds } => {
                self.passes += 1;
                // A second more each time, so that nothing ends just where time stops to pass.
                let time = hundreds * 100 + 1;
                clock::pass(self.store(), seconds(time)).await;
                self.world.now += time;
                Ok(())
            }
            Verb::Reopen => {
                self.stores[1] = second(self.db).await;
                self.second_has_swept = false;
                Ok(())
            }
        }
    }

    async fn enqueue(&mut self, pages: &[Page]) -> Verdict {
        let (items, new): (Vec<_>, Vec<_>) = pages.iter().map(|page| self.page(page)).unzip();
        let enqueued = self.store().enqueue_many(items).await.unwrap();
        for (new, enqueued) in new.into_iter().zip(enqueued) {
            let id = new.id.clone();
            let expected = match self.world.enqueue(new) {
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
    ) -> Verdict {
        let mut asked = ClaimRequest::new(worker).limit(limit).lease(seconds(lease * 100));
        for of in sources {
            asked = asked.source(&source(*of));
        }
        if let Some(run) = run.clone() {
            asked = asked.run(run);
        }
        let taken = self.stores[store].claim(asked).await.unwrap();

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
            self.world.sweep();
        }
        let mut expected = self.world.take(&request);
        if expected.len() < request.limit && !sweeps && self.world.sweep().reopened() > 0 {
            request.limit -= expected.len();
            expected.extend(self.world.take(&request));
        }
        self.keep(taken, expected)
    }

    async fn reclaim(&mut self, worker: &str, limit: u32, lease: Lease) -> Verdict {
        let request = ClaimRequest::new(worker).limit(limit).lease(seconds(lease * 100));
        let taken = self.store().reclaim(request).await.unwrap();
        let expected = self.world.reclaim(&Request {
            worker: worker.to_owned(),
            limit: usize::try_from(limit).unwrap(),
            lease: lease * 100,
            sources: Vec::new(),
            run: None,
        });
        self.keep(taken, expected)
    }

    /// What was taken is what should have been, in that order.
    fn keep(&mut self, taken: Vec<ClaimedItem>, expected: Vec<Hold>) -> Verdict {
        let what = |claimed: &ClaimedItem| {
            let lease = i64::try_from(claimed.lease().as_secs()).unwrap();
            (claimed.work_item_id().clone(), claimed.token(), claimed.run().cloned(), lease)
        };
        let found: Vec<_> = taken.iter().map(what).collect();
        let wanted: Vec<_> =
            expected.iter().map(|hold| (hold.id.clone(), hold.token, hold.run.clone(), hold.lease)).collect();
        prop_assert_eq!(found, wanted);
        self.taken.extend(taken.into_iter().zip(expected));
        Ok(())
    }

    /// What a verb gives to one who has the item, or has it no more.
    fn refusal(&self, hold: &Hold) -> Option<ErrorKind> {
        (!self.world.holds(hold)).then_some(ErrorKind::LeaseLost)
    }

    async fn renew(&mut self, claim: usize, lease: Option<Lease>) -> Verdict {
        let Some((claimed, hold)) = self.hold(claim) else { return Ok(()) };
        let renewed = match lease {
            None => self.store().renew(&claimed).await,
            Some(lease) => self.store().renew_for(&claimed, seconds(lease * 100)).await,
        };
        prop_assert_eq!(kind(renewed), self.refusal(&hold));
        if self.world.holds(&hold) {
            let until = self.world.now + lease.map_or(hold.lease, |lease| lease * 100);
            self.world.item(&hold.id).lease = Some(until);
        }
        Ok(())
    }

    async fn complete(&mut self, done: &[Done]) -> Verdict {
        let (mut asked, mut expected) = (Vec::new(), Vec::new());
        for Done { claim, content, links } in done {
            let Some((claimed, hold)) = self.hold(*claim) else { continue };
            let content = content.map(|byte| vec![byte; usize::from(byte) + 1]);
            let mut completion = Completion::new();
            let mut new = Vec::new();
            for page in links {
                let (item, mut link) = self.page(page);
                link.run = link.run.or_else(|| hold.run.clone());
                link.from = Some(hold.id.clone());
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
            expected.push((hold, size_and_hash, new));
        }
        let completed = self.store().complete_many(asked).await.unwrap();

        // First all items end, then what was found in them is put in the queue.
        let mut ended = Vec::new();
        for (hold, content, new) in expected {
            let version = self.world.holds(&hold).then(|| self.world.complete(&hold, content));
            ended.push((hold, version, new));
        }
        for ((hold, version, new), completed) in ended.into_iter().zip(completed) {
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
                if self.world.link(&hold.id, link) {
                    discovered.push(id);
                } else {
                    duplicates += 1;
                }
            }
            prop_assert_eq!((completed.discovered, completed.duplicates), (discovered, duplicates));
        }
        Ok(())
    }

    async fn fail(&mut self, claim: usize, retry_after: Option<i64>, is_final: bool) -> Verdict {
        let Some((claimed, hold)) = self.hold(claim) else { return Ok(()) };
        let mut failure = Failure::new(REASON);
        if let Some(wait) = retry_after {
            failure = failure.retry_after(seconds(wait));
        }
        if is_final {
            failure = failure.is_final();
        }
        let failed = self.store().fail(&claimed, failure).await;
        if let Some(refusal) = self.refusal(&hold) {
            prop_assert_eq!(failed.unwrap_err().kind(), refusal);
            return Ok(());
        }
        let wait = match failed.unwrap() {
            FailOutcome::GivenUp => None,
            FailOutcome::Retry { after } => Some(i64::try_from(after.as_secs()).unwrap()),
        };
        prop_assert_eq!(wait.is_some(), !is_final && self.world.has_retries(&hold));
        if let Some(wait) = wait {
            let (least, most) = retry_after.map_or((40, 80), |asked| (asked, asked));
            prop_assert_eq!(wait.clamp(least, most), wait);
        }
        self.world.fail(&hold, wait, REASON);
        Ok(())
    }

    async fn skip(&mut self, claim: usize) -> Verdict {
        let Some((claimed, hold)) = self.hold(claim) else { return Ok(()) };
        prop_assert_eq!(kind(self.store().skip(&claimed, REASON).await), self.refusal(&hold));
        if self.world.holds(&hold) {
            self.world.skip(&hold, REASON);
        }
        Ok(())
    }

    async fn release(&mut self, claim: usize) -> Verdict {
        let Some((claimed, hold)) = self.hold(claim) else { return Ok(()) };
        prop_assert_eq!(kind(self.store().release(&claimed).await), self.refusal(&hold));
        if self.world.holds(&hold) {
            self.world.release(&hold);
        }
        Ok(())
    }

    async fn update_status(&mut self, item: usize, status: Status) -> Verdict {
        let items = &self.world.items;
        let Some(at) = item.checked_rem(items.len()) else { return Ok(()) };
        let id = items[at].id.clone();
        let updated = kind(self.store().update_status(&id, status, Some(REASON)).await);
        if status == Status::InProgress {
            prop_assert_eq!(updated, Some(ErrorKind::Misuse));
            return Ok(());
        }
        prop_assert_eq!(updated, None);
        self.world.update_status(&id, status, REASON);
        Ok(())
    }

    async fn recrawl(&mut self, run: usize, of: Option<usize>, statuses: &[Status], dry: bool) -> Verdict {
        let run = self.some_run(run);
        let mut recrawl = Recrawl::new(run.clone()).statuses(statuses);
        if let Some(of) = of.map(source) {
            recrawl = recrawl.source_system(of.system()).source_name(of.name());
        }
        if dry {
            recrawl = recrawl.dry_run();
        }
        let reset = self.store().reset_for_recrawl(&recrawl).await.unwrap();
        prop_assert_eq!(reset, self.world.recrawl(&run, of, statuses, dry));
        Ok(())
    }

    async fn start_run(&mut self, parent: Option<RunId>) -> Verdict {
        let mut new = NewRun::new("crawl");
        if let Some(parent) = parent.clone() {
            new = new.parent(parent);
        }
        let id = self.store().start_run(new).await.unwrap().run_id;
        self.world.runs.push(Run { id, parent, status: RunStatus::Running, did: RunCounters::default() });
        Ok(())
    }

    /// What a verb gives for a run that has ended, or was never there.
    fn not_running(&self, at: usize) -> Option<ErrorKind> {
        match self.world.runs.get(at) {
            None => Some(ErrorKind::NotFound),
            Some(run) => (run.status != RunStatus::Running).then_some(ErrorKind::VersionConflict),
        }
    }

    async fn end_run(&mut self, at: usize, to: RunStatus) -> Verdict {
        let run = self.run(at).unwrap_or_default();
        let ended = match to {
            RunStatus::Failed => self.store().fail_run(&run, REASON).await,
            RunStatus::Cancelled => self.store().cancel_run(&run, REASON).await,
            _ => self.store().finish_run(&run).await,
        };
        prop_assert_eq!(kind(ended), self.not_running(at));
        if self.not_running(at).is_none() {
            self.world.runs[at].status = to;
        }
        Ok(())
    }

    async fn start_batch(&mut self, at: usize) -> Verdict {
        let run = self.run(at).unwrap_or_default();
        let started = self.store().start_batch(&run, Some("worker"), 3).await;
        if let Some(refusal) = self.not_running(at) {
            prop_assert_eq!(started.unwrap_err().kind(), refusal);
            return Ok(());
        }
        let batch = started.unwrap();
        let before = self.world.batches.iter().filter(|batch| batch.run == run).count();
        let number = i32::try_from(before).unwrap() + 1;
        prop_assert_eq!(batch.batch, number);
        self.world.batches.push(Batch { run, number, ended: None });
        self.batches.push(batch);
        Ok(())
    }

    async fn finish_batch(&mut self, batch: usize) -> Verdict {
        let Some(at) = batch.checked_rem(self.batches.len()) else { return Ok(()) };
        let finished = kind(self.store().finish_batch(&self.batches[at], 2, 1).await);
        let batch = &mut self.world.batches[at];
        prop_assert_eq!(finished, batch.ended.map(|_| ErrorKind::VersionConflict));
        batch.ended = Some((2, 1));
        Ok(())
    }

    async fn control(&mut self, of: Option<usize>, state: ControlState) -> Verdict {
        let target = of.map_or(ControlTarget::All, |of| source(of).into());
        let store = self.store();
        let (reason, done) = match state {
            ControlState::Running => (None, store.resume(target).await),
            ControlState::Paused => (Some(REASON), store.pause(target, Some(REASON)).await),
            ControlState::Draining => (None, store.drain(target, None).await),
        };
        done.unwrap();
        let control = self.world.control(of);
        (control.state, control.reason) = (state, reason.map(str::to_owned));
        Ok(())
    }

    async fn save(&mut self, of: usize, behind: i32, under: Option<(ClaimedItem, Hold)>) -> Verdict {
        let key = CheckpointKey::of_source(&source(of), "cursor");
        let version = self.world.checkpoints.get(&of).map_or(0, |known| known.version);
        let expected = (version - behind).max(0);
        let value = json!({ "page": version });
        let claimed = under.as_ref().map(|(claimed, _)| claimed);
        let saved = self.store().save_checkpoint(&key, value.clone(), expected, claimed).await;
        let lost = under.as_ref().and_then(|(_, hold)| self.refusal(hold));
        let refusal = lost.or((expected != version).then_some(ErrorKind::VersionConflict));
        if let Some(refusal) = refusal {
            prop_assert_eq!(saved.unwrap_err().kind(), refusal);
            return Ok(());
        }
        prop_assert_eq!(saved.unwrap(), version + 1);
        let item = under.map(|(_, hold)| hold.id);
        self.world.checkpoints.insert(of, Checkpoint { value, version: version + 1, item });
        Ok(())
    }

    async fn beat(&mut self, worker: &str, stopped: bool) -> Verdict {
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
        self.world.workers.insert(worker.to_owned(), Worker { status, beat: self.world.now });
        Ok(())
    }

    async fn prune(&mut self, versions: bool, links: bool, items: bool, workers: bool) -> Verdict {
        let age = |wanted: bool| wanted.then(|| seconds(AGE));
        let retention = Retention::new()
            .versions(age(versions))
            .links(age(links))
            .items(age(items))
            .workers(age(workers));
        let pruned = self.store().prune(&retention).await.unwrap();
        let [versions, links, items, workers] = self.world.prune(versions, links, items, workers);
        prop_assert_eq!(pruned, PruneReport { versions, links, items, workers });
        Ok(())
    }
}
