//! Runs, their batches and counters.

use serde_json::json;
use store::state::{Completion, Content, Failure, NewRun, RunCounters, RunId, RunStatus};
use store::{Database, ErrorKind};

use super::clock;
use super::samples::{LEASE, claim, claim_one, item, open};

pub async fn start_and_end<D: Database>(db: &D) {
    let store = open(db).await;
    let first = store
        .start_run(NewRun::new("crawl").config_hash([7; 32]).metadata(json!({ "depth": 3 })))
        .await
        .unwrap();
    let second = store.start_run(NewRun::new("crawl").parent(first.run_id.clone())).await.unwrap();
    let other = store.start_run(NewRun::new("other")).await.unwrap();
    store.finish_run(&first.run_id).await.unwrap();
    store.fail_run(&second.run_id, "no network").await.unwrap();
    store.cancel_run(&other.run_id, "Ctrl-C").await.unwrap();
    let read = async |id| store.run(id).await.unwrap().unwrap().run;
    let done = read(&first.run_id).await;
    assert_eq!(
        (done.status, done.config_hash, &done.metadata),
        (RunStatus::Completed, Some([7; 32]), &first.metadata)
    );
    assert!(done.finished_at.is_some());
    let failed = read(&second.run_id).await;
    assert_eq!((failed.status, failed.error_message.as_deref()), (RunStatus::Failed, Some("no network")));
    assert_eq!(failed.parent_run_id.as_ref(), Some(&first.run_id));
    assert_eq!(read(&other.run_id).await.status, RunStatus::Cancelled);
    for run in [&first, &second, &other] {
        assert_eq!(store.finish_run(&run.run_id).await.unwrap_err().kind(), ErrorKind::VersionConflict);
    }
    assert_eq!(store.finish_run(&RunId::new()).await.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(store.run(&RunId::new()).await.unwrap(), None);
    let names =
        |runs: Vec<store::state::IngestRun>| runs.into_iter().map(|run| run.run_id).collect::<Vec<_>>();
    let found = names(store.runs(Some("crawl"), None, 10).await.unwrap());
    assert_eq!(found, [second.run_id.clone(), first.run_id.clone()], "newest first");
    assert_eq!(names(store.runs(None, Some(RunStatus::Cancelled), 10).await.unwrap()), [other.run_id]);
    assert_eq!(names(store.runs(None, None, 2).await.unwrap()).len(), 2);
    assert_eq!(names(store.runs_after(&first.run_id).await.unwrap()), [second.run_id]);
}

pub async fn have_counters<D: Database>(db: &D) {
    let store = open(db).await;
    let run = store.start_run(NewRun::new("crawl")).await.unwrap().run_id;
    let of_run = |id: &str| item(id).run(run.clone());
    for (rank, id) in (0..).zip(["done", "gone", "later", "skipped", "lost", "waits"]) {
        store.enqueue(of_run(id).rank(rank)).await.unwrap();
    }
    store.enqueue(of_run("done")).await.unwrap();
    let claimed = claim(&store, "w", 5).await;
    let completion = Completion::new()
        .content(Content::from_bytes(b"12345"))
        .link(item("found").rank(10))
        .link(item("done"));
    store.complete(&claimed[0], completion).await.unwrap();
    store.fail(&claimed[1], Failure::new("404").without_retry()).await.unwrap();
    store.fail(&claimed[2], Failure::new("503")).await.unwrap();
    store.skip(&claimed[3], "robots.txt").await.unwrap();
    clock::pass(&store, LEASE * 2).await;
    // A due retry, an expired lease, then a new item.
    let again = claim(&store, "w", 3).await;
    assert_eq!(again.len(), 3);
    let counters = store.run(&run).await.unwrap().unwrap().counters;
    assert_eq!(
        counters,
        RunCounters {
            pending: 1,
            in_progress: 3,
            completed: 1,
            failed: 1,
            skipped: 1,
            enqueued: 7,
            duplicates: 2,
            retries: 1,
            expiries: 1,
            changed: 1,
            unchanged: 0,
            bytes: 5,
        }
    );
}

pub async fn have_batches<D: Database>(db: &D) {
    let store = open(db).await;
    let run = store.start_run(NewRun::new("crawl")).await.unwrap().run_id;
    let first = store.start_batch(&run, Some("w-1"), 16).await.unwrap();
    let second = store.start_batch(&run, None, 3).await.unwrap();
    assert_eq!((first.batch, second.batch), (1, 2));
    store.finish_batch(&first, 15, 1).await.unwrap();
    assert_eq!(store.finish_batch(&first, 15, 1).await.unwrap_err().kind(), ErrorKind::VersionConflict);
    let batches = store.batches(&run, None, 10).await.unwrap();
    assert_eq!((batches[0].completed, batches[0].failed, batches[0].items), (15, 1, 16));
    assert_eq!((batches[0].status, batches[1].status), (RunStatus::Completed, RunStatus::Running));
    assert_eq!(batches[0].worker.as_deref(), Some("w-1"));
    assert_eq!(store.batches(&run, Some(1), 10).await.unwrap().len(), 1);
    store.finish_run(&run).await.unwrap();
    assert_eq!(store.start_batch(&run, None, 1).await.unwrap_err().kind(), ErrorKind::VersionConflict);
    assert_eq!(store.start_batch(&RunId::new(), None, 1).await.unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(claim(&store, "w", 1).await, []);
    store.enqueue(item("a")).await.unwrap();
    claim_one(&store, "w").await;
}
