//! How items go from worker to worker in the model.

use store::state::{RunId, Status, SweepReport, VersionInfo, WorkItemId};

use super::world::{Item, Key, Link, MAX_EXPIRIES, RETRIES, Seen, Version, World};

/// What a worker has of an item that it took.
#[derive(Clone, Debug)]
pub(super) struct Hold {
    pub(super) id: WorkItemId,
    pub(super) token: i64,
    /// For which it works.
    pub(super) run: Option<RunId>,
    /// For how long, in seconds.
    pub(super) lease: i64,
}

/// A resource on its way into the queue.
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

/// Who takes what.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) worker: String,
    pub(super) limit: usize,
    pub(super) lease: i64,
    pub(super) sources: Vec<usize>,
    pub(super) run: Option<RunId>,
}

impl World {
    /// Puts a resource in the queue; gives the item that is there already.
    pub(super) fn enqueue(&mut self, new: New) -> Option<(WorkItemId, Status)> {
        let seen = self.seen.entry(new.key).or_insert(Seen { count: 0, run: None });
        seen.count += 1;
        if new.run.is_some() {
            seen.run.clone_from(&new.run);
        }
        if let Some(there) = self.item_of(new.key) {
            let there = (there.id.clone(), there.status);
            self.did(new.run.as_ref(), |did| did.duplicates += 1);
            return Some(there);
        }
        self.did(new.run.as_ref(), |did| did.enqueued += 1);
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

    /// Looks after leases and waits that are over.
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
            self.did(run.as_ref(), |did| {
                did.expiries += 1;
                did.failed += i64::from(poisoned);
            });
        }
        swept
    }

    /// Takes items, in order, as the controls of their sources allow.
    pub(super) fn take(&mut self, request: &Request) -> Vec<Hold> {
        let now = self.now;
        if self.is_blocked(None) {
            return Vec::new();
        }
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        order.sort_by_key(|at| (self.items[*at].priority, self.items[*at].rank, *at));
        let mut taken = Vec::new();
        for at in order {
            let (source, item) = (self.items[at].key.0, &self.items[at]);
            let wanted = request.sources.is_empty() || request.sources.contains(&source);
            let ready = item.status == Status::Pending && item.retry.is_none();
            if taken.len() == request.limit || !wanted || !ready || self.is_blocked(Some(source)) {
                continue;
            }
            if let Some(control) = self.controls.get_mut(&Some(source)).filter(|control| control.delay > 0) {
                control.not_before = Some(now + control.delay);
            }
            let item = &mut self.items[at];
            item.status = Status::InProgress;
            item.attempt += 1;
            taken.push(give(item, request, now));
        }
        taken
    }

    /// Takes what the worker had, under new leases.
    pub(super) fn reclaim(&mut self, request: &Request) -> Vec<Hold> {
        let now = self.now;
        let mut order: Vec<usize> = (0..self.items.len()).collect();
        order.sort_by_key(|at| (self.items[*at].priority, self.items[*at].rank, *at));
        let had =
            |item: &Item| item.status == Status::InProgress && item.worker.as_ref() == Some(&request.worker);
        let mine =
            order.into_iter().filter(|at| had(&self.items[*at])).take(request.limit).collect::<Vec<_>>();
        mine.into_iter().map(|at| give(&mut self.items[at], request, now)).collect()
    }

    /// Whether a worker still has what it took.
    pub(super) fn holds(&self, hold: &Hold) -> bool {
        let mut items = self.items.iter();
        items.any(|it| it.id == hold.id && it.status == Status::InProgress && it.token == hold.token)
    }

    /// The item that a worker has, which ends for it with a new status.
    fn end(&mut self, hold: &Hold, status: Status, error: Option<&str>) -> &mut Item {
        let now = self.now;
        self.did(hold.run.as_ref(), |did| match status {
            Status::Pending => did.retries += 1,
            Status::InProgress => {}
            Status::Completed => did.completed += 1,
            Status::Failed => did.failed += 1,
            Status::Skipped => did.skipped += 1,
        });
        let item = self.item(&hold.id);
        (item.status, item.lease, item.error) = (status, None, error.map(str::to_owned));
        if status.is_finished() {
            (item.run, item.finished) = (hold.run.clone(), Some(now));
        }
        item
    }

    /// Completes an item; returns its new version.
    pub(super) fn complete(&mut self, hold: &Hold, content: Option<([u8; 32], i64)>) -> Option<VersionInfo> {
        let now = self.now;
        let item = self.end(hold, Status::Completed, None);
        let (hash, size) = content?;
        let changed = item.hash != Some(hash);
        item.version += 1;
        item.hash = Some(hash);
        let (version, attempt) = (item.version, item.attempt);
        for before in self.versions.iter_mut().filter(|it| it.item == hold.id && it.version == version - 1) {
            before.superseded = Some(now);
        }
        self.versions.push(Version {
            item: hold.id.clone(),
            version,
            run: hold.run.clone(),
            attempt,
            hash,
            size,
            changed,
            superseded: None,
        });
        self.did(hold.run.as_ref(), |did| {
            *if changed { &mut did.changed } else { &mut did.unchanged } += 1;
            did.bytes += size;
        });
        Some(VersionInfo { number: version, changed })
    }

    /// Puts what was found in an item in the queue; gives whether it is new there.
    pub(super) fn link(&mut self, from: &WorkItemId, new: New) -> bool {
        let now = self.now;
        let link = self.links.entry((from.clone(), new.key)).or_insert(Link { run: None, last: now });
        link.last = now;
        if new.run.is_some() {
            link.run.clone_from(&new.run);
        }
        self.enqueue(new).is_none()
    }

    /// Whether an item that fails is tried again.
    pub(super) fn has_retries(&mut self, hold: &Hold) -> bool {
        self.item(&hold.id).failures < RETRIES
    }

    /// An item failed; it waits for so long, or is given up.
    pub(super) fn fail(&mut self, hold: &Hold, wait: Option<i64>, reason: &str) {
        let now = self.now;
        let status = if wait.is_some() { Status::Pending } else { Status::Failed };
        let item = self.end(hold, status, Some(reason));
        item.failures += 1;
        item.retry = wait.map(|wait| now + wait);
    }

    pub(super) fn skip(&mut self, hold: &Hold, reason: &str) {
        self.end(hold, Status::Skipped, Some(reason));
    }

    pub(super) fn release(&mut self, hold: &Hold) {
        let item = self.item(&hold.id);
        (item.status, item.lease) = (Status::Pending, None);
    }

    /// Puts all that a worker has back in the queue; gives how many items.
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

    /// What an administrator does with an item.
    pub(super) fn update_status(&mut self, id: &WorkItemId, status: Status, reason: &str) {
        let now = self.now;
        let item = self.item(id);
        let counted = !(item.status == status || item.is_open() && status == Status::Pending);
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
        self.did(run.as_ref(), |did| match status {
            Status::Completed if counted => did.completed += 1,
            Status::Failed if counted => did.failed += 1,
            Status::Skipped if counted => did.skipped += 1,
            _ => {}
        });
    }

    /// Puts finished items back in the queue for another run; gives how many.
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

/// Hands an item to a worker.
fn give(item: &mut Item, request: &Request, now: i64) -> Hold {
    item.token += 1;
    item.worker = Some(request.worker.clone());
    item.lease = Some(now + request.lease);
    let run = request.run.clone().or_else(|| item.run.clone());
    Hold { id: item.id.clone(), token: item.token, run, lease: request.lease }
}
