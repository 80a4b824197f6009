//! The queue of the model: claims, leases and outcomes.

use store::state::{RunId, Status, SweepReport, VersionInfo, WorkItemId};

use super::model_state::{Item, Key, Link, MAX_EXPIRIES, ModelState, RETRIES, Seen, Version};

/// A claim in the model: the item and its lease.
#[derive(Clone, Debug)]
pub(super) struct ModelClaim {
    pub(super) id: WorkItemId,
    pub(super) token: i64,
    /// The run that the item is processed for.
    pub(super) run: Option<RunId>,
    /// The duration of the lease in seconds.
    pub(super) lease: i64,
}

/// A resource to enqueue.
#[derive(Clone, Debug)]
pub(super) struct New {
    pub(super) id: WorkItemId,
    pub(super) key: Key,
    pub(super) priority: i32,
    pub(super) rank: i32,
    pub(super) run: Option<RunId>,
    pub(super) from: Option<WorkItemId>,
    pub(super) body: Option<String>,
}

/// The parameters of a claim.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) worker: String,
    pub(super) limit: usize,
    pub(super) lease: i64,
    pub(super) sources: Vec<usize>,
    pub(super) run: Option<RunId>,
}

impl ModelState {
    /// Enqueues a resource. Returns the item that the queue already had.
    pub(super) fn enqueue(&mut self, new: New) -> Option<(WorkItemId, Status)> {
        let seen = self.seen.entry(new.key).or_insert(Seen { count: 0, run: None });
        seen.count += 1;
        if new.run.is_some() {
            seen.run.clone_from(&new.run);
        }
        if let Some(there) = self.item_of(new.key) {
            let there = (there.id.clone(), there.status);
            self.count_for_run(new.run.as_ref(), |counted| counted.duplicates += 1);
            return Some(there);
        }
        self.count_for_run(new.run.as_ref(), |counted| counted.enqueued += 1);
        self.items.push(Item {
            id: new.id,
            key: new.key,
            priority: new.priority,
            rank: new.rank,
            status: Status::Pending,
            attempt: 0,
            failures: 0,
            expiries: 0,
            run: new.run,
            from: new.from,
            worker: None,
            token: 0,
            lease: None,
            retry: None,
            queued: self.now,
            finished: None,
            error: None,
            body: new.body,
            version: 0,
            hash: None,
            pruned: false,
        });
        None
    }

    /// Ends expired leases and due retries.
    pub(super) fn sweep(&mut self) -> SweepReport {
        let (now, mut swept, mut lost) = (self.now, SweepReport::default(), Vec::new());
        for item in &mut self.items {
            if item.retry.is_some_and(|at| at <= now) {
                item.retry = None;
                swept.due += 1;
            }
            if item.status == Status::InProgress && item.lease.is_some_and(|until| until < now) {
                let poisoned = item.expiries >= MAX_EXPIRIES;
                item.expiries += 1;
                item.lease = None;
                if poisoned {
                    let why = "lease expired too often; the item may be crashing its workers";
                    (item.status, item.finished, item.error) = (Status::Failed, Some(now), Some(why.into()));
                    swept.poisoned += 1;
                } else {
                    item.status = Status::Pending;
                    swept.expired += 1;
                }
                lost.push((item.run.clone(), poisoned));
            }
        }
        for (run, poisoned) in lost {
            self.count_for_run(run.as_ref(), |counted| {
                counted.expiries += 1;
                counted.failed += i64::from(poisoned);
            });
        }
        swept
    }

    /// Claims items in order, as the controls of their sources allow.
    pub(super) fn claim(&mut self, request: &Request) -> Vec<ModelClaim> {
        let now = self.now;
        if self.is_blocked(None) {
            return Vec::new();
        }
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        order.sort_by_key(|at| (self.items[*at].priority, self.items[*at].rank, *at));
        let mut claimed_items = Vec::new();
        for at in order {
            let (source, item) = (self.items[at].key.0, &self.items[at]);
            let wanted = request.sources.is_empty() || request.sources.contains(&source);
            let ready = item.status == Status::Pending && item.retry.is_none();
            if claimed_items.len() == request.limit || !wanted || !ready || self.is_blocked(Some(source)) {
                continue;
            }
            if let Some(control) = self.controls.get_mut(&Some(source)).filter(|control| control.delay > 0) {
                control.not_before = Some(now + control.delay);
            }
            let item = &mut self.items[at];
            item.status = Status::InProgress;
            item.attempt += 1;
            claimed_items.push(grant_lease(item, request, now));
        }
        claimed_items
    }

    /// Claims the items of the worker again, under new leases.
    pub(super) fn reclaim(&mut self, request: &Request) -> Vec<ModelClaim> {
        let now = self.now;
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        order.sort_by_key(|at| (self.items[*at].priority, self.items[*at].rank, *at));
        let had =
            |item: &Item| item.status == Status::InProgress && item.worker.as_ref() == Some(&request.worker);
        let mine =
            order.into_iter().filter(|at| had(&self.items[*at])).take(request.limit).collect::<Vec<_>>();
        mine.into_iter().map(|at| grant_lease(&mut self.items[at], request, now)).collect()
    }

    /// Returns whether the lease of a claim is not lost.
    pub(super) fn is_held(&self, held: &ModelClaim) -> bool {
        let mut items = self.items.iter();
        items.any(|it| it.id == held.id && it.status == Status::InProgress && it.token == held.token)
    }

    /// Ends a lease and sets the status of the item. Returns the item.
    fn end(&mut self, held: &ModelClaim, status: Status, error: Option<&str>) -> &mut Item {
        let now = self.now;
        self.count_for_run(held.run.as_ref(), |counted| match status {
            Status::Pending => counted.retries += 1,
            Status::InProgress => {}
            Status::Completed => counted.completed += 1,
            Status::Failed => counted.failed += 1,
            Status::Skipped => counted.skipped += 1,
        });
        let item = self.item(&held.id);
        (item.status, item.lease, item.error) = (status, None, error.map(str::to_owned));
        if status.is_finished() {
            (item.run, item.finished) = (held.run.clone(), Some(now));
        }
        item
    }

    /// Completes an item. Returns its new version.
    pub(super) fn complete(
        &mut self,
        held: &ModelClaim,
        content: Option<([u8; 32], i64)>,
    ) -> Option<VersionInfo> {
        let now = self.now;
        let item = self.end(held, Status::Completed, None);
        let (hash, size) = content?;
        let changed = item.hash != Some(hash);
        item.version += 1;
        item.hash = Some(hash);
        let (version, attempt) = (item.version, item.attempt);
        for before in self.versions.iter_mut().filter(|it| it.item == held.id && it.version == version - 1) {
            before.superseded = Some(now);
        }
        self.versions.push(Version {
            item: held.id.clone(),
            version,
            run: held.run.clone(),
            attempt,
            hash,
            size,
            changed,
            superseded: None,
        });
        self.count_for_run(held.run.as_ref(), |counted| {
            *if changed { &mut counted.changed } else { &mut counted.unchanged } += 1;
            counted.bytes += size;
        });
        Some(VersionInfo { number: version, changed })
    }

    /// Enqueues a resource found in an item. Returns whether it was new to the queue.
    pub(super) fn link(&mut self, from: &WorkItemId, new: New) -> bool {
        let now = self.now;
        let link = self.links.entry((from.clone(), new.key)).or_insert(Link { run: None, last: now });
        link.last = now;
        if new.run.is_some() {
            link.run.clone_from(&new.run);
        }
        self.enqueue(new).is_none()
    }

    /// Returns whether a failure of the item is followed by a retry.
    pub(super) fn has_retries(&mut self, held: &ModelClaim) -> bool {
        self.item(&held.id).failures < RETRIES
    }

    /// Records a failure: the item is retried after `wait` seconds, or fails for good without `wait`.
    pub(super) fn fail(&mut self, held: &ModelClaim, wait: Option<i64>, reason: &str) {
        let now = self.now;
        let status = if wait.is_some() { Status::Pending } else { Status::Failed };
        let item = self.end(held, status, Some(reason));
        item.failures += 1;
        item.retry = wait.map(|wait| now + wait);
    }

    pub(super) fn skip(&mut self, held: &ModelClaim, reason: &str) {
        self.end(held, Status::Skipped, Some(reason));
    }

    pub(super) fn release(&mut self, held: &ModelClaim) {
        let item = self.item(&held.id);
        (item.status, item.lease) = (Status::Pending, None);
    }

    /// Returns all items of a worker to the queue, and returns their number.
    pub(super) fn release_worker(&mut self, worker: &str) -> u64 {
        let mut released = 0;
        for item in self.items.iter_mut().filter(|item| item.status == Status::InProgress) {
            if item.worker.as_deref() == Some(worker) {
                (item.status, item.lease) = (Status::Pending, None);
                released += 1;
            }
        }
        released
    }

    /// Sets the status of an item, as an administrator does.
    pub(super) fn update_status(&mut self, id: &WorkItemId, status: Status, reason: &str) {
        let now = self.now;
        let item = self.item(id);
        let is_counted = !(item.status == status || item.is_open() && status == Status::Pending);
        item.status = status;
        item.token += 1;
        (item.lease, item.retry, item.error) = (None, None, Some(reason.to_owned()));
        item.pruned = false;
        if status == Status::Pending {
            (item.failures, item.expiries, item.queued, item.finished) = (0, 0, now, None);
        } else {
            item.finished = Some(now);
        }
        let run = item.run.clone();
        self.count_for_run(run.as_ref(), |counted| match status {
            Status::Completed if is_counted => counted.completed += 1,
            Status::Failed if is_counted => counted.failed += 1,
            Status::Skipped if is_counted => counted.skipped += 1,
            _ => {}
        });
    }

    /// Returns finished items to the queue for a run, and returns their number.
    pub(super) fn recrawl(&mut self, run: &RunId, source: Option<usize>, of: &[Status], dry: bool) -> u64 {
        let now = self.now;
        let mut count = 0;
        for item in &mut self.items {
            let wanted = source.is_none_or(|source| item.key.0 == source) && of.contains(&item.status);
            if !wanted || item.run.as_ref() == Some(run) {
                continue;
            }
            count += 1;
            if !dry {
                (item.status, item.run) = (Status::Pending, Some(run.clone()));
                (item.attempt, item.failures, item.expiries) = (0, 0, 0);
                (item.queued, item.finished, item.error, item.pruned) = (now, None, None, false);
            }
        }
        count
    }
}

/// Gives a worker a new lease on an item.
fn grant_lease(item: &mut Item, request: &Request, now: i64) -> ModelClaim {
    item.token += 1;
    item.worker = Some(request.worker.clone());
    item.lease = Some(now + request.lease);
    let run = request.run.clone().or_else(|| item.run.clone());
    ModelClaim { id: item.id.clone(), token: item.token, run, lease: request.lease }
}
