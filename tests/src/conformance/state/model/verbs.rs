//! Random sequences of verbs.

use proptest::collection::vec;
use proptest::option::{of, weighted};
use proptest::prelude::*;
use store::state::{ControlState, RunStatus, Status};

/// The number of verbs in a sequence: enough for re-crawls.
const LENGTHS: std::ops::Range<usize> = 1..100;

/// The number of resources of a source: few, so that a sequence has many verbs for each.
pub(super) const NUMBERS: u8 = 3;

/// A call on the store. A number selects one of the existing runs, items, claims or batches, modulo their count.
#[derive(Clone, Debug)]
pub enum Verb {
    Enqueue(Vec<Page>),
    Claim {
        store: usize,
        worker: usize,
        limit: u32,
        lease: Lease,
        sources: Vec<usize>,
        run: Option<usize>,
    },
    Reclaim {
        worker: usize,
        limit: u32,
        lease: Lease,
    },
    Renew {
        claim: usize,
        lease: Option<Lease>,
    },
    Complete(Vec<Done>),
    Fail {
        claim: usize,
        retry_after: Option<Delay>,
        is_final: bool,
    },
    Skip {
        claim: usize,
    },
    Release {
        claim: usize,
    },
    ReleaseWorker {
        worker: usize,
    },
    Sweep,
    UpdateStatus {
        item: usize,
        status: Status,
    },
    Recrawl {
        run: usize,
        source: Option<usize>,
        statuses: Vec<Status>,
        dry_run: bool,
    },
    StartRun {
        parent: Option<usize>,
    },
    EndRun {
        run: usize,
        to: RunStatus,
    },
    StartBatch {
        run: usize,
    },
    FinishBatch {
        batch: usize,
    },
    Control {
        source: Option<usize>,
        state: ControlState,
    },
    SetCrawlDelay {
        source: usize,
        delay: Option<Delay>,
    },
    DeferSource {
        source: usize,
        wait: Delay,
    },
    /// `missed` is the number of versions that the writer has missed.
    SaveCheckpoint {
        source: usize,
        missed: i32,
        claim: Option<usize>,
    },
    Heartbeat {
        worker: usize,
        stopped: bool,
    },
    Prune {
        versions: bool,
        links: bool,
        items: bool,
        workers: bool,
    },
    PassTime {
        hundreds: i64,
    },
    /// Restarts the second process.
    Reopen,
}

impl Verb {
    /// Returns whether the verb changes versions, links, seen resources or batches.
    pub(super) fn changes_history(&self) -> bool {
        matches!(self, Self::Complete(_) | Self::FinishBatch { .. } | Self::Prune { .. })
    }
}

/// A resource to enqueue.
#[derive(Clone, Debug)]
pub struct Page {
    pub source: usize,
    pub number: u8,
    pub priority: i32,
    pub rank: i32,
    pub run: Option<usize>,
}

/// The completion of a claimed item.
#[derive(Clone, Debug)]
pub struct Done {
    pub claim: usize,
    pub content: Option<u8>,
    pub links: Vec<Page>,
}

/// The duration of a lease, in hundreds of seconds.
pub(super) type Lease = i64;

/// A delay, in hundreds of seconds minus 20 seconds: the clock moves by hundreds of seconds, so that no delay ends close to the
/// current time.
#[derive(Clone, Copy, Debug)]
pub struct Delay(i64);

impl Delay {
    pub fn seconds(self) -> i64 {
        self.0 * 100 - 20
    }
}

pub(super) fn sequences() -> impl Strategy<Value = Vec<Verb>> {
    vec(verb(), LENGTHS)
}

fn verb() -> impl Strategy<Value = Verb> {
    let flag = any::<bool>;
    let (store, worker, source, run) = (0..2usize, 0..3usize, 0..3usize, 0..8usize);
    let claim = any::<usize>;
    let limit = 0..6u32;
    let sources = prop_oneof![3 => Just(Vec::new()), 1 => vec(0..3usize, 1..3)];
    // Verbs that create rows are first, since a sequence shrinks towards the first ones.
    prop_oneof![
        6 => vec(page(), 1..5).prop_map(Verb::Enqueue),
        10 => (store, worker.clone(), limit.clone(), lease(), sources, of(run.clone())).prop_map(
            |(store, worker, limit, lease, sources, run)| Verb::Claim { store, worker, limit, lease, sources, run }
        ),
        1 => (worker.clone(), limit, lease())
            .prop_map(|(worker, limit, lease)| Verb::Reclaim { worker, limit, lease }),
        2 => (claim(), of(lease())).prop_map(|(claim, lease)| Verb::Renew { claim, lease }),
        14 => vec(done(), 1..4).prop_map(Verb::Complete),
        4 => (claim(), of(delay()), proptest::bool::weighted(0.2))
            .prop_map(|(claim, retry_after, is_final)| Verb::Fail { claim, retry_after, is_final }),
        2 => claim().prop_map(|claim| Verb::Skip { claim }),
        2 => claim().prop_map(|claim| Verb::Release { claim }),
        1 => worker.clone().prop_map(|worker| Verb::ReleaseWorker { worker }),
        1 => Just(Verb::Sweep),
        2 => (any::<usize>(), proptest::sample::select(&Status::ALL[..]))
            .prop_map(|(item, status)| Verb::UpdateStatus { item, status }),
        6 => (run.clone(), weighted(0.3, source.clone()), vec(proptest::sample::select(&Status::ALL[2..]), 1..4), proptest::bool::weighted(0.2))
            .prop_map(|(run, source, statuses, dry_run)| Verb::Recrawl { run, source, statuses, dry_run }),
        4 => of(run.clone()).prop_map(|parent| Verb::StartRun { parent }),
        1 => (run.clone(), proptest::sample::select(&ENDS[..])).prop_map(|(run, to)| Verb::EndRun { run, to }),
        1 => run.prop_map(|run| Verb::StartBatch { run }),
        1 => any::<usize>().prop_map(|batch| Verb::FinishBatch { batch }),
        2 => (weighted(0.7, source.clone()), proptest::sample::select(&CONTROLS[..]))
            .prop_map(|(source, state)| Verb::Control { source, state }),
        1 => (source.clone(), of(delay())).prop_map(|(source, delay)| Verb::SetCrawlDelay { source, delay }),
        1 => (source.clone(), delay()).prop_map(|(source, wait)| Verb::DeferSource { source, wait }),
        2 => (source, 0..2, of(claim())).prop_map(|(source, missed, claim)| Verb::SaveCheckpoint { source, missed, claim }),
        1 => (worker, flag()).prop_map(|(worker, stopped)| Verb::Heartbeat { worker, stopped }),
        2 => (flag(), flag(), flag(), flag())
            .prop_map(|(versions, links, items, workers)| Verb::Prune { versions, links, items, workers }),
        6 => (1..6i64).prop_map(|hundreds| Verb::PassTime { hundreds }),
        1 => Just(Verb::Reopen),
    ]
}

const ENDS: [RunStatus; 3] = [RunStatus::Completed, RunStatus::Failed, RunStatus::Cancelled];

/// `Running` is more frequent: otherwise most sources would soon stay paused.
const CONTROLS: [ControlState; 5] = {
    use ControlState::{Draining, Paused, Running};
    [Running, Running, Running, Paused, Draining]
};

fn page() -> impl Strategy<Value = Page> {
    (0..3usize, 0..NUMBERS, 0..3, 0..2, of(0..8usize))
        .prop_map(|(source, number, priority, rank, run)| Page { source, number, priority, rank, run })
}

fn done() -> impl Strategy<Value = Done> {
    (any::<usize>(), weighted(0.8, 0..2u8), vec(page(), 0..3)).prop_map(|(claim, content, links)| Done {
        claim,
        content,
        links,
    })
}

fn lease() -> impl Strategy<Value = Lease> {
    2..6i64
}

fn delay() -> impl Strategy<Value = Delay> {
    (2..5i64).prop_map(Delay)
}
