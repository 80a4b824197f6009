//! The data of the model: plain lists and maps.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;
use store::state::{
    ControlState, Identity, RunCounters, RunId, RunStatus, Source, Status, StatusCounts, WorkItemId,
    WorkerStatus,
};

use super::verbs::NUMBERS;

/// The sources of resources: two of one kind of system, and one whose key must be escaped.
pub(super) const SOURCES: [(&str, &str); 3] = [("http", "docs"), ("http", "wiki"), ("a/b", "c")];

/// The number of leases on an item that can expire.
pub(super) const MAX_EXPIRIES: i32 = 1;

/// The number of failures that are followed by a retry.
pub(super) const RETRIES: i32 = 2;

/// The age of the retention, in seconds.
pub(super) const AGE: i64 = 400;

/// A resource: the position of its source in [`SOURCES`], and its number in the source.
pub(super) type Key = (usize, u8);

pub(super) fn source(at: usize) -> Source {
    Source::new(SOURCES[at].0, SOURCES[at].1)
}

pub(super) fn identity((source, number): Key) -> Identity<'static> {
    const IDS: [&str; NUMBERS as usize] = ["0", "1", "2"];
    Identity::new(SOURCES[source].0, SOURCES[source].1, "page", IDS[usize::from(number)])
}

/// The expected content of the store, at the time `now` in seconds.
#[derive(Debug, Default)]
pub(super) struct ModelState {
    pub(super) now: i64,
    /// In the order of creation.
    pub(super) items: Vec<Item>,
    pub(super) seen: HashMap<Key, Seen>,
    pub(super) links: BTreeMap<(WorkItemId, Key), Link>,
    pub(super) versions: Vec<Version>,
    pub(super) runs: Vec<Run>,
    pub(super) batches: Vec<Batch>,
    /// By source; `None` is the control of all sources.
    pub(super) controls: BTreeMap<Option<usize>, Control>,
    pub(super) checkpoints: BTreeMap<usize, Checkpoint>,
    pub(super) workers: BTreeMap<String, Worker>,
}

#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) id: WorkItemId,
    pub(super) key: Key,
    pub(super) priority: i32,
    pub(super) rank: i32,
    pub(super) status: Status,
    pub(super) attempt: i32,
    pub(super) failures: i32,
    pub(super) expiries: i32,
    pub(super) run: Option<RunId>,
    pub(super) from: Option<WorkItemId>,
    pub(super) worker: Option<String>,
    pub(super) token: i64,
    pub(super) lease: Option<i64>,
    pub(super) retry: Option<i64>,
    pub(super) queued: i64,
    pub(super) finished: Option<i64>,
    pub(super) error: Option<String>,
    pub(super) body: Option<String>,
    pub(super) version: i32,
    pub(super) hash: Option<[u8; 32]>,
    pub(super) pruned: bool,
}

impl Item {
    pub(super) fn is_open(&self) -> bool {
        matches!(self.status, Status::Pending | Status::InProgress)
    }
}

#[derive(Debug)]
pub(super) struct Seen {
    pub(super) count: i64,
    pub(super) run: Option<RunId>,
}

#[derive(Debug)]
pub(super) struct Link {
    pub(super) run: Option<RunId>,
    pub(super) last: i64,
}

#[derive(Clone, Debug)]
pub(super) struct Version {
    pub(super) item: WorkItemId,
    pub(super) version: i32,
    pub(super) run: Option<RunId>,
    pub(super) attempt: i32,
    pub(super) hash: [u8; 32],
    pub(super) size: i64,
    pub(super) changed: bool,
    pub(super) superseded: Option<i64>,
}

#[derive(Debug)]
pub(super) struct Run {
    pub(super) id: RunId,
    pub(super) parent: Option<RunId>,
    pub(super) status: RunStatus,
    /// All counters except those of open items, which are counted from the items.
    pub(super) counted: RunCounters,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Batch {
    pub(super) run: RunId,
    pub(super) number: i32,
    pub(super) ended: Option<(i32, i32)>,
}

#[derive(Clone, Debug)]
pub(super) struct Control {
    pub(super) state: ControlState,
    pub(super) reason: Option<String>,
    pub(super) delay: i64,
    pub(super) not_before: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Checkpoint {
    pub(super) value: Value,
    pub(super) version: i32,
    pub(super) item: Option<WorkItemId>,
}

#[derive(Clone, Debug)]
pub(super) struct Worker {
    pub(super) status: WorkerStatus,
    pub(super) beat: i64,
}

impl ModelState {
    /// Returns the item of a resource.
    pub(super) fn item_of(&mut self, key: Key) -> Option<&mut Item> {
        self.items.iter_mut().find(|item| item.key == key)
    }

    pub(super) fn item(&mut self, id: &WorkItemId) -> &mut Item {
        self.items.iter_mut().find(|item| item.id == *id).expect("items are never removed")
    }

    /// Changes the counters of a run; does nothing without a run.
    pub(super) fn count_for_run(&mut self, run: Option<&RunId>, change: impl FnOnce(&mut RunCounters)) {
        if let Some(run) = self.runs.iter_mut().find(|known| Some(&known.id) == run) {
            change(&mut run.counted);
        }
    }

    /// Returns the number of items by status.
    pub(super) fn counts<'i>(items: impl Iterator<Item = &'i Item>) -> StatusCounts {
        let mut counts = StatusCounts::default();
        for item in items {
            *match item.status {
                Status::Pending => &mut counts.pending,
                Status::InProgress => &mut counts.in_progress,
                Status::Completed => &mut counts.completed,
                Status::Failed => &mut counts.failed,
                Status::Skipped => &mut counts.skipped,
            } += 1;
        }
        counts
    }

    /// Returns the counters of a run, including those of open items.
    pub(super) fn counters(&self, run: &Run) -> RunCounters {
        let open = Self::counts(self.items.iter().filter(|item| item.run.as_ref() == Some(&run.id)));
        RunCounters { pending: open.pending, in_progress: open.in_progress, ..run.counted }
    }

    /// Returns the control of a source, or of all sources.
    pub(super) fn control(&mut self, of: Option<usize>) -> &mut Control {
        self.controls.entry(of).or_insert(Control {
            state: ControlState::Running,
            reason: None,
            delay: 0,
            not_before: None,
        })
    }

    /// Returns whether no item of a source can be claimed now.
    pub(super) fn is_blocked(&self, of: Option<usize>) -> bool {
        self.controls.get(&of).is_some_and(|control| {
            control.state != ControlState::Running || control.not_before.is_some_and(|at| at > self.now)
        })
    }

    pub(super) fn control_state(&self, source: Option<usize>) -> ControlState {
        let state = |of| self.controls.get(&of).map_or(ControlState::Running, |control| control.state);
        match state(None) {
            ControlState::Running if source.is_some() => state(source),
            of_all => of_all,
        }
    }

    /// Removes old rows. Returns the numbers of versions, links, items and workers.
    pub(super) fn prune(&mut self, versions: bool, links: bool, items: bool, workers: bool) -> [u64; 4] {
        let before = self.now - AGE;
        let mut pruned = [self.versions.len(), self.links.len(), 0, self.workers.len()];
        if versions {
            self.versions.retain(|version| version.superseded.is_none_or(|at| at >= before));
        }
        if links {
            self.links.retain(|_, link| link.last >= before);
        }
        if items {
            for item in self.items.iter_mut().filter(|item| !item.pruned) {
                if item.finished.is_some_and(|at| at < before) {
                    (item.pruned, item.body, item.error) = (true, None, None);
                    pruned[2] += 1;
                }
            }
        }
        if workers {
            self.workers.retain(|_, worker| worker.beat >= before);
        }
        pruned[0] -= self.versions.len();
        pruned[1] -= self.links.len();
        pruned[3] -= self.workers.len();
        pruned.map(|count| count as u64)
    }
}
