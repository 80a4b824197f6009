//! Checkpoints.

use serde_json::json;
use store::state::{CheckpointKey, Completion, RunId, Source};
use store::{Database, ErrorKind};

use super::clock;
use super::samples::{LEASE, claim_one, enqueue, open};

pub async fn have_versions<D: Database>(db: &D) {
    let store = open(db).await;
    let source = Source::new("openalex", "works");
    let cursor = CheckpointKey::of_source(&source, "cursor");
    let (run, other) = (RunId::new(), RunId::new());
    assert_eq!(store.checkpoint(&cursor).await.unwrap(), None);
    let stale = store.save_checkpoint(&cursor, json!("x"), 1, None).await.unwrap_err();
    assert_eq!(stale.kind(), ErrorKind::VersionConflict);
    assert_eq!(store.save_checkpoint(&cursor, json!({ "after": "a" }), 0, None).await.unwrap(), 1);
    assert_eq!(
        store.save_checkpoint(&cursor, json!("again"), 0, None).await.unwrap_err().kind(),
        ErrorKind::VersionConflict
    );
    assert_eq!(store.save_checkpoint(&cursor, json!({ "after": "b" }), 1, None).await.unwrap(), 2);
    assert_eq!(
        store.save_checkpoint(&cursor, json!("late"), 1, None).await.unwrap_err().kind(),
        ErrorKind::VersionConflict
    );
    let read = store.checkpoint(&cursor).await.unwrap().unwrap();
    assert_eq!((read.value, read.version, read.work_item_id), (json!({ "after": "b" }), 2, None));
    for (key, value) in [
        (CheckpointKey::of_run(&run, "cursor"), json!(1)),
        (CheckpointKey::of_run(&other, "cursor"), json!(2)),
        (CheckpointKey::of_source(&source, "Cursor"), json!(3)),
    ] {
        assert_eq!(store.save_checkpoint(&key, value.clone(), 0, None).await.unwrap(), 1);
        assert_eq!(store.checkpoint(&key).await.unwrap().unwrap().value, value);
    }
}

pub async fn are_fenced_by_the_lease<D: Database>(db: &D) {
    let store = open(db).await;
    enqueue(&store, &["a"]).await;
    let key = CheckpointKey::of_source(&Source::new("http", "docs"), "page");
    let slow = claim_one(&store, "slow").await;
    assert_eq!(store.save_checkpoint(&key, json!(1), 0, Some(&slow)).await.unwrap(), 1);
    clock::pass(&store, LEASE * 2).await;
    let quick = claim_one(&store, "quick").await;
    let lost = store.save_checkpoint(&key, json!(2), 1, Some(&slow)).await.unwrap_err();
    assert_eq!(lost.kind(), ErrorKind::LeaseLost);
    assert_eq!(store.save_checkpoint(&key, json!(3), 1, Some(&quick)).await.unwrap(), 2);
    let read = store.checkpoint(&key).await.unwrap().unwrap();
    assert_eq!((read.value, read.work_item_id.as_ref()), (json!(3), Some(quick.work_item_id())));
    store.complete(&quick, Completion::new()).await.unwrap();
    let lost = store.save_checkpoint(&key, json!(4), 2, Some(&quick)).await.unwrap_err();
    assert_eq!(lost.kind(), ErrorKind::LeaseLost);
}
